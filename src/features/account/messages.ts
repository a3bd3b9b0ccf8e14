import { catalogue } from "#platform/i18n/index.ts";
import type en from "../../../messages/en/account.json";

/** Words of signing in, accounts and the deployment. */
export const accountMessages = await catalogue<keyof typeof en>("account");
