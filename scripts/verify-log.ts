/**
 * Checks an exported room log without Frontstage: `node scripts/verify-log.ts log.jsonl`. It needs only Node's own modules
 * and is short on purpose, so that whoever doubts a log can read it.
 *
 * The file's first line names the format, the room and the head of every chain (audience, number of entries, hash). Each
 * line after it is an entry: audience, seq, hash and body. An entry about pages that the reader might not view when the file
 * was made has no body (null): its hash is taken as given, and the entries after it show whether it fits. A chain is whole
 * when, from its first entry on,
 *     hash = sha256(previous hash, seq, newline, body)      (the first entry follows the empty hash)
 * and its last entry has the number and the hash of the head. Compare the heads with those that you were given earlier, on
 * paper or by mail: a log that was rewritten as a whole has other heads.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

interface Head {
  audience: string;
  name: string;
  entries: number;
  hash: string;
}

const file = process.argv[2];
if (!file) {
  console.error("Which file? node scripts/verify-log.ts log.jsonl");
  process.exit(2);
}
const [first = "", ...lines] = readFileSync(file, "utf8").trimEnd().split("\n");
const header = JSON.parse(first) as { format: string; room: string; heads: Head[] };
if (header.format !== "frontstage-log-1") {
  console.error(`This is not an exported room log: its format is ${header.format}.`);
  process.exit(2);
}
const chains = new Map(
  header.heads.map((head) => [
    head.audience,
    { seq: 0, withheld: 0, hash: Buffer.alloc(0) as Buffer, fault: "" },
  ]),
);
for (const line of lines) {
  const entry = JSON.parse(line) as { audience: string; seq: number; hash: string; body: string | null };
  const chain = chains.get(entry.audience);
  if (!chain) {
    console.log(`An entry of an audience that has no head: ${entry.audience}`);
    process.exitCode = 1;
    continue;
  }
  if (chain.fault) continue;
  if (entry.seq !== chain.seq + 1) {
    chain.fault = `entry ${chain.seq + 1} is missing`;
    continue;
  }
  chain.seq = entry.seq;
  if (entry.body === null) {
    chain.hash = Buffer.from(entry.hash, "hex");
    chain.withheld += 1;
    continue;
  }
  const body = JSON.parse(entry.body) as { room: string; audience: string };
  const hash = createHash("sha256").update(chain.hash).update(`${entry.seq}\n${entry.body}`, "utf8").digest();
  if (hash.toString("hex") !== entry.hash)
    chain.fault = `entry ${entry.seq} does not follow from those before it`;
  else if (body.room !== header.room || body.audience !== entry.audience)
    chain.fault = `entry ${entry.seq} belongs elsewhere`;
  chain.hash = hash;
}
for (const head of header.heads) {
  const chain = chains.get(head.audience);
  const end = chain && chain.seq === head.entries && chain.hash.toString("hex") === head.hash;
  const fault = chain?.fault || (end ? "" : "the last entry is not the head");
  const withheld = chain?.withheld ? ` (${chain.withheld} without their words)` : "";
  console.log(
    `${head.name}: ${head.entries} entries${withheld}, ${fault ? `BROKEN: ${fault}` : `whole, head ${head.hash || "(empty)"}`}`,
  );
  if (fault) process.exitCode = 1;
}
