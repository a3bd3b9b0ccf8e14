import type { Api } from "./api.ts";

/** The room of the demonstration with this word in its name. */
export async function roomOf(api: Api, word = "dryer"): Promise<string> {
  const { rooms } = await api.call("GET", "/rooms?state=all");
  return rooms.find((one: { name: string }) => one.name.toLowerCase().includes(word)).id;
}

/** The audiences of a room that one is in, by kind: `room`, and `seller` or `buyer`. */
export async function audiencesOf(api: Api, room: string): Promise<Record<string, string>> {
  const { audiences } = await api.call("GET", `/rooms/${room}`);
  return Object.fromEntries(audiences.map((one: { kind: string; id: string }) => [one.kind, one.id]));
}

/** A new drawing for everyone in the room; `at` is the address of its first revision, without a host. */
export async function addDrawing(
  api: Api,
  room: string,
  title: string,
  content: Uint8Array<ArrayBuffer>,
): Promise<{ document: string; at: string }> {
  const { room: audience } = await audiencesOf(api, room);
  const { upload } = await api.upload(room, "pages.pdf", content);
  const given = { audience, upload, title, category: "technical.drawing" };
  const made = await api.call("POST", `/rooms/${room}/documents`, given);
  return { document: made.id, at: `/rooms/${room}/documents/${made.id}/revisions/${made.revision}` };
}
