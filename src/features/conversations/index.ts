/** Conversations, for the other features: operations and rules. Components are behind `components/index.ts`. */
import "./subjects.ts";

export { onAnswer } from "./answered.ts";
export { editMessage, withdrawMessage } from "./commands/change.ts";
export { readThread } from "./commands/read.ts";
export { sendMessage } from "./commands/send.ts";
export { beginThread, startThread } from "./commands/start.ts";
export { appendMessage } from "./commands/write.ts";
export { type AudienceShown, audienceShown, messageText } from "./model/schema.ts";
export { threadsAbout } from "./queries/about.ts";
export { audiencesShown } from "./queries/audiences.ts";
export { mayCommentIn } from "./queries/may-talk.ts";
export { thread } from "./queries/thread.ts";
export { threads } from "./queries/threads.ts";
export { threadsOfMine } from "./queries/unread.ts";
