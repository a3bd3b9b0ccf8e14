/** Letters and digits of a code: no diacritics, no other scripts. */
const plain = (text: string) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/ß/g, "ss")
    .replace(/[øØ]/g, "o")
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, " ")
    .trim();

/**
 * Proposes a room's code from the customer's and the project's name: the first word of the customer, then the project's
 * initials with its numbers whole ("Riverside Paper", "PM3 rebuild" → RIVERSID-PM3R). Never a running number, which
 * would tell a customer how many rooms there are. `tail` (a few random letters) makes a second one different.
 */
export function proposeCode(customer: string, project: string, tail = ""): string {
  const first = (plain(customer).split(" ")[0] ?? "").slice(0, 8);
  const initials = plain(project)
    .split(" ")
    .map((word) => (/\d/.test(word) ? word : word.slice(0, 1)))
    .join("")
    .slice(0, 9);
  const code = [first, initials, tail].filter(Boolean).join("-");
  return code.length >= 2 ? code : `R-${tail || "ROOM"}`;
}
