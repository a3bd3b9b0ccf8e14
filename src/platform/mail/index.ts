export { type MailContent, renderMail } from "./layout.tsx";
export { type Mail, type Mailer, type MailSettings, mailer } from "./mailer.ts";
