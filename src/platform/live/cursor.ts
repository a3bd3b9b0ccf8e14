import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { deploymentKey } from "../deployment-key.ts";

/** How far somebody has read: the number of the last entry, by audience. */
export type Positions = ReadonlyMap<string, number>;

/** Whose cursor it is and in which room: a cursor is refused for anybody and anything else. */
export interface CursorHolder {
  personId: string;
  viewerId?: string | undefined;
  room: string;
}

const ivLength = 12;
const tagLength = 16;
const recordLength = 24; // 16 bytes of audience, 8 of number: always the same length, so length tells nothing new
const settingName = "cursor-key";

const holderText = ({ personId, viewerId, room }: CursorHolder) =>
  Buffer.from(`${personId} ${viewerId ?? ""} ${room}`);

/** Positions as an opaque token (AES-256-GCM): nobody can read numbers from it or make one of their own. */
export function sealCursor(key: Buffer, holder: CursorHolder, positions: Positions): string {
  const plain = Buffer.alloc(positions.size * recordLength);
  let offset = 0;
  for (const [audience, seq] of [...positions].sort(([a], [b]) => (a < b ? -1 : 1))) {
    plain.write(audience.replaceAll("-", ""), offset, "hex");
    plain.writeBigUInt64BE(BigInt(seq), offset + 16);
    offset += recordLength;
  }
  const iv = randomBytes(ivLength);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(holderText(holder));
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString("base64url");
}

/** The positions of a token; null when it was made by somebody else, for somebody or something else, or is damaged. */
export function openCursor(key: Buffer, holder: CursorHolder, token: string): Positions | null {
  const bytes = Buffer.from(token, "base64url");
  const length = bytes.length - ivLength - tagLength;
  if (length < 0 || length % recordLength !== 0 || bytes.toString("base64url") !== token) return null;
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, ivLength), {
      authTagLength: tagLength,
    })
      .setAAD(holderText(holder))
      .setAuthTag(bytes.subarray(ivLength + length));
    const plain = Buffer.concat([
      decipher.update(bytes.subarray(ivLength, ivLength + length)),
      decipher.final(),
    ]);
    const positions = new Map<string, number>();
    for (let offset = 0; offset < plain.length; offset += recordLength)
      positions.set(
        uuidText(plain.toString("hex", offset, offset + 16)),
        Number(plain.readBigUInt64BE(offset + 16)),
      );
    return positions;
  } catch {
    return null;
  }
}

const uuidText = (hex: string) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

/** The deployment's key for cursors. */
export const cursorKey = deploymentKey(settingName);
