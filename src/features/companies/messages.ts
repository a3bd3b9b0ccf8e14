import { catalogue } from "#platform/i18n/index.ts";
import type en from "../../../messages/en/companies.json";

/** The words of companies. */
export const companiesMessages = await catalogue<keyof typeof en>("companies");
