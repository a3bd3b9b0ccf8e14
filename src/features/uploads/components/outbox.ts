import type { Upload } from "tus-js-client";
import { retryable } from "../model.ts";
import type { Chosen } from "./choose.ts";
import { dropHandle, keepHandle } from "./handles.ts";
import { hashOf } from "./hash.ts";
import { discard, finishFile, sendFile, type Told } from "./sending.ts";

export type ItemState = "waiting" | "sending" | "broken" | "paused" | "checking" | "ready" | "refused";

/** A file in the list, as it is shown. */
export interface Item {
  key: string;
  name: string;
  path: string;
  size: number;
  sent: number;
  state: ItemState;
  /** Its number on the server, from the moment that it has one. */
  upload: string | undefined;
  problem: Told | undefined;
}

/** Something that was begun earlier and is only waiting for its file. */
export interface Unfinished {
  upload: string;
  name: string;
  size: number;
  modified: number | null;
  received: number;
  /** It needs not even its file any more. */
  ready: boolean;
  expires: string;
}

/** So many files are sent at a time: one alone would not fill a line on which answers take long. */
const AT_ONCE = 2;

/** Files that were taken on this page, of all forms: their keys. (`crypto.randomUUID` is not there on an address without TLS.) */
let taken = 0;

/** The files that a person is sending from this page; a store for React. */
export class Outbox {
  #items: Item[] = [];
  #unfinished: Unfinished[];
  readonly #room: string;
  readonly #limit: number;
  readonly #files = new Map<string, Chosen>();
  readonly #hashes = new Map<string, Promise<string | null>>();
  readonly #running = new Map<string, Promise<Upload>>();
  /** Those whose number on the server is not known yet: stopped now, what was begun there would be nobody's. */
  readonly #beginning = new Set<string>();
  readonly #listeners = new Set<() => void>();
  #told = 0;

  constructor(room: string, limit: number, unfinished: Unfinished[]) {
    this.#room = room;
    this.#limit = limit;
    this.#unfinished = unfinished;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  items = (): Item[] => this.#items;
  unfinished = (): Unfinished[] => this.#unfinished;

  /** Adds files and begins to send them; one that was begun earlier goes on where it stood. */
  add(chosen: Chosen[]): void {
    for (const one of chosen) {
      const { file, path } = one;
      if (
        this.#items.some(
          (item) =>
            item.path === path && item.size === file.size && (!item.problem || item.state === "ready"),
        )
      )
        continue;
      const key = `file-${++taken}`;
      const begun = this.#unfinished.find((other) => isSame(other, file));
      if (begun) this.#unfinished = this.#unfinished.filter((other) => other !== begun);
      const problem = this.#unfit(file);
      this.#files.set(key, one);
      this.#items = [
        ...this.#items,
        {
          key,
          name: file.name,
          path,
          size: file.size,
          sent: begun?.received ?? 0,
          state: problem ? "refused" : "waiting",
          upload: begun?.upload,
          problem,
        },
      ];
    }
    this.#next();
  }

  pause(key: string): void {
    this.#stop(key);
    this.#change(key, { state: "paused", problem: undefined });
    this.#next();
  }

  /** Goes on after a pause or a break, or tries again what can be tried again. */
  resume(key: string): void {
    const item = this.#of(key);
    if (!item) return;
    const code = item.problem?.code ?? "";
    if (item.state === "refused" && item.upload && retryable(code) && code !== "upload-damaged") {
      this.#change(key, { problem: undefined, state: "checking" });
      return void this.#finish(key, item.upload);
    }
    // What arrived is not what is here, or has expired: from the beginning, under a new number.
    if (item.upload && (code === "upload-damaged" || code === "upload-expired")) {
      void discard(this.#room, item.upload);
      this.#hashes.delete(key);
      this.#change(key, { upload: undefined, sent: 0 });
    }
    this.#change(key, { state: "waiting", problem: undefined });
    this.#next();
  }

  /** Takes a file off the list, and what arrived of it off the server. */
  remove(key: string): void {
    const upload = this.#of(key)?.upload;
    this.#stop(key);
    this.#items = this.#items.filter((item) => item.key !== key);
    if (upload) void discard(this.#room, upload).then(() => dropHandle(upload));
    this.#next();
  }

  /** Takes up what is all there already. */
  use(upload: string): void {
    const one = this.#unfinished.find((other) => other.upload === upload);
    if (!one) return;
    const { name, size } = one;
    this.#unfinished = this.#unfinished.filter((other) => other !== one);
    const item = { key: upload, name, path: name, size, sent: size, upload, problem: undefined };
    this.#items = [...this.#items, { ...item, state: "ready" }];
    this.#tell();
  }

  /** Throws away what was begun earlier. */
  forget(upload: string): void {
    this.#unfinished = this.#unfinished.filter((one) => one.upload !== upload);
    void discard(this.#room, upload).then(() => dropHandle(upload));
    this.#tell();
  }

  /** Takes off the list what has become a document. */
  done(uploads: readonly string[]): void {
    const left = this.#items.filter((item) => !item.upload || !uploads.includes(item.upload));
    if (left.length === this.#items.length) return;
    this.#items = left;
    this.#tell();
  }

  /** The page is left: what has arrived stays on the server. */
  close(): void {
    for (const sending of this.#running.values()) void sending.then((upload) => upload.abort());
    this.#running.clear();
  }

  /** The line is back. */
  online(): void {
    for (const item of this.#items)
      if (item.problem?.code === "line-away" || item.state === "broken") {
        this.#stop(item.key);
        this.#beginning.delete(item.key);
        this.#change(item.key, { state: "waiting", problem: undefined });
      }
    this.#next();
  }

  #stop(key: string): void {
    if (!this.#beginning.has(key)) void this.#running.get(key)?.then((upload) => upload.abort());
    this.#running.delete(key);
  }

  #next(): void {
    for (const item of this.#items) {
      if (this.#running.size >= AT_ONCE) break;
      if (item.state === "waiting" && !this.#beginning.has(item.key)) this.#send(item);
    }
    this.#tell();
  }

  #send(item: Item): void {
    const { key } = item;
    const chosen = this.#files.get(key);
    if (!chosen) return;
    this.#change(key, { state: "sending" });
    const hash = this.#hashes.get(key) ?? hashOf(key, chosen.file);
    this.#hashes.set(key, hash);
    if (!item.upload) this.#beginning.add(key);
    const mine = () => this.#running.get(key) === sending;
    const sending: Promise<Upload> = sendFile(this.#room, chosen.file, item.upload, {
      progress: (sent) => mine() && this.#change(key, { sent, state: "sending" }, 200),
      begun: (upload) => {
        this.#beginning.delete(key);
        if (!mine()) void sending.then((stopped) => stopped.abort());
        if (!this.#of(key)) return void discard(this.#room, upload);
        this.#change(key, { upload });
        if (!mine()) return this.#next();
        if (chosen.handle) void keepHandle(upload, chosen.handle);
      },
      broken: () => mine() && this.#change(key, { state: "broken" }),
      sent: (upload) => {
        if (!mine()) return;
        this.#running.delete(key);
        this.#change(key, { sent: item.size, state: "checking" });
        void this.#finish(key, upload);
        this.#next();
      },
      stopped: (problem) => {
        this.#beginning.delete(key);
        if (!mine()) return;
        this.#running.delete(key);
        const still = problem.code === "line-away" || problem.code === "sign-in-first";
        this.#change(key, { state: still ? "paused" : "refused", problem });
        this.#next();
      },
    });
    this.#running.set(key, sending);
    // The client itself could not be loaded.
    sending.catch(() => {
      this.#beginning.delete(key);
      if (!mine()) return;
      this.#running.delete(key);
      this.#change(key, { state: "broken" });
      setTimeout(() => this.online(), 3000);
    });
  }

  async #finish(key: string, upload: string): Promise<void> {
    try {
      const said = await finishFile(this.#room, upload, (await this.#hashes.get(key)) ?? null);
      if (said.state === "ready") void dropHandle(upload);
      this.#change(key, {
        state: said.state === "ready" ? "ready" : "refused",
        problem: said.problem ?? undefined,
      });
    } catch (error) {
      const told = (error as { told?: Told }).told ?? { code: "line-away", params: {} };
      this.#change(key, { state: "paused", problem: told });
    }
  }

  #unfit(file: File): Told | undefined {
    if (file.size === 0) return { code: "file-empty", params: { name: file.name } };
    const megabytes = Math.floor(this.#limit / 1_000_000);
    return file.size > this.#limit ? { code: "file-too-large", params: { megabytes } } : undefined;
  }

  #of = (key: string): Item | undefined => this.#items.find((item) => item.key === key);

  /** @param rarely so many milliseconds after the last telling, for what changes all the time */
  #change(key: string, change: Partial<Item>, rarely = 0): void {
    this.#items = this.#items.map((item) => (item.key === key ? { ...item, ...change } : item));
    if (Date.now() - this.#told >= rarely) this.#tell();
  }

  #tell(): void {
    this.#told = Date.now();
    for (const listener of this.#listeners) listener();
  }
}

/** The same file, as far as one can tell without reading it; its hash is compared at the end. */
const isSame = (begun: Unfinished, file: File): boolean =>
  begun.size === file.size &&
  begun.name === file.name.normalize("NFC") &&
  (begun.modified === null || begun.modified === file.lastModified);
