import { catalogue } from "#platform/i18n/index.ts";
import type en from "../../messages/en/frame.json";

/** Words of the frame and the error pages. */
export const frameMessages = await catalogue<keyof typeof en>("frame");
