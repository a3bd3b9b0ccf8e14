import type { RouteConfigEntry } from "@react-router/dev/routes";
import routes from "../../../src/routes.ts";
import { allOperations } from "../../visibility/operations.ts";

const subjects = ["document", "activity", "gate"];

/** Routes that are asked for in other ways too: what a screen is opened with, filters, searches. */
const asked: Record<string, string[]> = {
  "": ["?state=all", "?q=canary"],
  companies: ["?words=canary"],
  "rooms/:room/people/:person": ["?confirm=remove"],
  "rooms/:room/documents": ["?text=canary", "?audience=:audience"],
  "rooms/:room/documents.zip": ["?text=canary", "?document=:document", "?sending=:sending"],
  "rooms/:room/documents.xlsx": ["?text=canary"],
  "rooms/:room/documents/new": ["?expected=:expected"],
  "rooms/:room/documents/sendings/new": ["?document=:document"],
  "rooms/:room/documents/:document/publish": ["?revision=:revision&to=:audience"],
  "rooms/:room/documents/:document/revisions/:revision/file": ["?inline"],
  "rooms/:room/documents/:document/revisions/:revision/comments/file": [
    "?as=xfdf&audiences=:audience&narrow=on",
    "?as=xlsx",
  ],
  "rooms/:room/documents/:document/compare": ["?way=over", "?old=:revision"],
  "rooms/:room/documents/:document/compare/image": ["?old=:revision"],
  "rooms/:room/documents/:document/revisions/:revision/view": ["?find=canary", "?sheet=2", "?page=1"],
  "rooms/:room/documents/:document/revisions/:revision/find": ["?text=canary"],
  "rooms/:room/documents/:document/revisions/:revision/pages/:page/image": ["?width=160"],
  "rooms/:room/conversation": ["?show=mine", "?subjectType=document&subject=:document"],
  "rooms/:room/conversation/new": [
    "?audience=:audience",
    ...subjects.map((type) => `?subjectType=${type}&subject=:${type}`),
  ],
  "rooms/:room/conversation/:thread": ["?at=1"],
  "rooms/:room/schedule": ["?view=timeline", "?show=mine"],
  "rooms/:room/schedule/new": ["?audience=:audience"],
  "rooms/:room/schedule/:item/publish": ["?to=:audience"],
  "rooms/:room/process": ["?show=mine", "?show=all"],
  "rooms/:room/process/loss": ["?gate=:gate"],
  "rooms/:room/log": ["?audience=:audience", "?person=:person"],
};
/** The same of queries on the REST surface: what they need besides ids, and what they search with. */
const askedOf: Record<string, string[]> = {
  "overview.home": ["?state=all", "?q=canary"],
  "companies.list": ["?words=canary"],
  "documents.expected": ["?show=all"],
  "documents.list": ["?audience=:audience", "?text=canary", "?text=Title"],
  "conversations.list": ["?subjectType=document&subject=:document"],
  "conversations.audiences": ["?subjectType=document&subject=:document"],
  "log.entries": ["?audience=:audience", "?person=:person"],
};
/** A stream has no end; it is listened to by itself. Reading a notification changes what is unread: last. */
const streams = ["rooms/:room/live"];
const last = ["notifications/:room/:id"];

/** The path of every route of the map, screens and others. */
function paths(entries: RouteConfigEntry[], above = ""): string[] {
  return entries.flatMap((entry) => {
    const path = [above, entry.path].filter(Boolean).join("/");
    return entry.children ? paths(entry.children, path) : [path];
  });
}
const all = [...new Set(paths(routes))];
const queries = allOperations().filter(({ method }) => method === "GET");

/** What everybody is asked for: every route of the map and every GET of the REST surface, by names of ids, alone and with questions. */
export function templates(): string[] {
  const pages = all.filter((path) => !streams.includes(path) && !last.includes(path));
  const withQuestions = (path: string) => ["", ...(asked[path] ?? [])].map((more) => `/${path}${more}`);
  const rest = queries.flatMap(({ name, path }) => {
    const at = `/api/v1${path.replace(/\{(\w+)\}/g, ":$1")}`;
    if (at.includes(":subject"))
      return subjects.map((type) => `${at.replace("subject", type)}?subjectType=${type}`);
    return ["", ...(askedOf[name] ?? [])].map((more) => at + more);
  });
  return [...pages.flatMap(withQuestions), ...rest, "/api/v1/openapi.json", ...last.flatMap(withQuestions)];
}

/** Routes and queries that are named here and are not there any more. */
export const gone = (): string[] => [
  ...[...Object.keys(asked), ...streams, ...last].filter((path) => !all.includes(path)),
  ...Object.keys(askedOf).filter((name) => !queries.some((query) => query.name === name)),
];

/** Names of parameters of a template. */
export const namesIn = (template: string): string[] =>
  [...template.matchAll(/:(\w+)|(\*)/g)].map(([, name, splat]) => name ?? splat ?? "");
