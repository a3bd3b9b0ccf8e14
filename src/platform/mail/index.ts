export { renderMail } from "./layout.tsx";
export { type Mail, type Mailer, mailer } from "./mailer.ts";
