/** The names that screens need too; without a schema library, which the browser never loads. */
export const companyKinds = ["customer", "supplier", "consultant", "partner"] as const;

/** Sizes by people, as the European statistics draw them, and groups above. */
export const companySizes = ["micro", "small", "medium", "large", "group"] as const;
