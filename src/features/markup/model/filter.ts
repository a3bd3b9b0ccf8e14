import { type Kind, kinds, type State, states, stillOpen } from "./kinds.ts";

/** Which comments are shown. Empty: all. */
export interface Filter {
  state: State | "waiting" | "";
  kind: Kind | "";
  who: (typeof whos)[number] | "";
  /** Id of an audience. */
  audience: string;
}

export const whos = ["assigned", "mine", "unread"] as const;
export const noFilter: Filter = { state: "", kind: "", who: "", audience: "" };

const oneOf = <T extends string>(all: readonly T[], text: string | null): T | "" =>
  all.find((one) => one === text) ?? "";

/** A filter as an address or a form says it; what it does not know is left out. */
export const filterOf = (given: { get(name: string): unknown }): Filter => {
  const text = (name: string) => (typeof given.get(name) === "string" ? String(given.get(name)) : null);
  return {
    state: text("state") === "waiting" ? "waiting" : oneOf(states, text("state")),
    kind: oneOf(kinds, text("kind")),
    who: oneOf(whos, text("who")),
    audience: text("audience") ?? "",
  };
};

interface Filtered {
  state: State;
  kind: Kind;
  audience: { id: string };
  author: { id: string };
  assignedTo: { id: string } | null;
  unread: number;
}

/** Whether a comment is shown to `me`. */
export function passes(filter: Filter, mark: Filtered, me: string): boolean {
  if (filter.state === "waiting" && !stillOpen(mark.state)) return false;
  if (filter.state && filter.state !== "waiting" && filter.state !== mark.state) return false;
  if (filter.kind && filter.kind !== mark.kind) return false;
  if (filter.audience && filter.audience !== mark.audience.id) return false;
  if (filter.who === "assigned") return mark.assignedTo?.id === me;
  if (filter.who === "mine") return mark.author.id === me;
  return filter.who !== "unread" || mark.unread > 0;
}
