/** The names that screens need too; without a schema library, which the browser never loads. */
export const sides = ["seller", "buyer", "partner"] as const;

/** From the one who may most to the one who only reads. */
export const roles = ["lead", "contributor", "specialist", "approver", "viewer"] as const;

/** In the order in which audiences are always listed: from everyone to a few. */
export const audienceKinds = ["room", "seller", "buyer", "commercial", "custom"] as const;
export type AudienceKind = (typeof audienceKinds)[number];
