import { data } from "react-router";

/** Every address that leads nowhere: the same answer as for what is not shared with the reader. */
export function loader(): never {
  throw data({ code: "not-found" }, { status: 404 });
}

export const action = loader;

export default function Missing() {
  return null;
}
