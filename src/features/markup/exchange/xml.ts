/** An element: its name without the prefix, attributes, text directly in it, elements in it. */
export interface Element {
  name: string;
  attributes: Record<string, string>;
  text: string;
  children: Element[];
}

/** What is not read as XML, or not on purpose. */
export class XmlProblem extends Error {
  override name = "XmlProblem";
}

const MOST = { bytes: 10 * 1024 ** 2, depth: 40, elements: 50_000 };
const token =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<\/\s*([^\s>]+)\s*>|<([^\s/>!?]+)((?:\s+[^\s=/>]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)/y;

/**
 * Reads XML of strangers. There are no entities but the five of XML itself and numbers, no document type and so nothing
 * that is fetched or grows; size, depth and number of elements are limited.
 */
export function readXml(text: string): Element {
  if (text.length > MOST.bytes) throw new XmlProblem("too large");
  const root: Element = { name: "", attributes: {}, text: "", children: [] };
  const open: Element[] = [root];
  let elements = 0;
  token.lastIndex = text.startsWith("\ufeff") ? 1 : 0;
  while (token.lastIndex < text.length) {
    const read = token.exec(text);
    if (!read) throw new XmlProblem("not well formed");
    const [, raw, closing, opening, attributes = "", empty, letters] = read;
    const top = open[open.length - 1] ?? root;
    if (raw !== undefined) top.text += raw;
    else if (letters !== undefined) top.text += decoded(letters);
    else if (closing !== undefined) {
      if (open.length < 2 || localOf(closing) !== top.name) throw new XmlProblem("not well formed");
      open.pop();
    } else if (opening !== undefined) {
      if (++elements > MOST.elements || open.length > MOST.depth) throw new XmlProblem("too much");
      const made: Element = {
        name: localOf(opening),
        attributes: attributesOf(attributes),
        text: "",
        children: [],
      };
      top.children.push(made);
      if (!empty) open.push(made);
    }
  }
  const [first] = root.children;
  if (open.length !== 1 || !first || root.children.length > 1) throw new XmlProblem("not well formed");
  return first;
}

const localOf = (name: string) => name.slice(name.indexOf(":") + 1);

function attributesOf(text: string): Record<string, string> {
  const found: Record<string, string> = Object.create(null);
  for (const [, name = "", double, single] of text.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
    found[localOf(name)] = decoded(double ?? single ?? "");
  return found;
}

const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decoded(text: string): string {
  return text.replace(/&([^;&\s]{1,10});/g, (_, entity: string) => {
    const number = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(entity);
    if (!number) {
      const letter = Object.hasOwn(named, entity) ? named[entity] : undefined;
      if (letter === undefined) throw new XmlProblem("an entity");
      return letter;
    }
    const code = number[1] ? Number.parseInt(number[1], 16) : Number(number[2]);
    if (code > 0x10ffff || code === 0) throw new XmlProblem("no such letter");
    return String.fromCodePoint(code);
  });
}

/** Text for XML: what no XML may hold is left out. */
export const escaped = (text: string): string =>
  text
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not get in
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replace(/[&<>"'\r\n\t]/g, (letter) => `&#${letter.charCodeAt(0)};`);
