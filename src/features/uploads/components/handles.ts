/**
 * Where a browser gives handles to files (Chromium, for files dropped on the page), they are kept in this browser under the
 * upload's number, so that an upload can go on after the page was closed without the file being chosen again. Elsewhere
 * nothing is kept, and every function here quietly does nothing.
 */
type Store = "readonly" | "readwrite";
interface Asking {
  queryPermission?(how: { mode: "read" }): Promise<PermissionState>;
  requestPermission?(how: { mode: "read" }): Promise<PermissionState>;
}

function within<T>(mode: Store, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> {
  return new Promise((resolve) => {
    if (typeof indexedDB === "undefined") return resolve(undefined);
    const opening = indexedDB.open("frontstage-uploads", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("handles");
    opening.onerror = () => resolve(undefined);
    opening.onsuccess = () => {
      const database = opening.result;
      const asked = act(database.transaction("handles", mode).objectStore("handles"));
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => resolve(undefined);
      database.onversionchange = () => database.close();
    };
  });
}

/** Remembers where an upload's file lies, so that it can go on after the page was closed. Where that fails, it is chosen again. */
export const keepHandle = async (upload: string, handle: FileSystemFileHandle): Promise<void> =>
  void (await within("readwrite", (store) => store.put(handle, upload)).catch(() => undefined));

/** Forgets where an upload's file lies. */
export const dropHandle = async (upload: string): Promise<void> =>
  void (await within("readwrite", (store) => store.delete(upload)).catch(() => undefined));

/**
 * The file behind an upload's handle.
 * @param ask whether the browser may ask its user (only right after a click)
 * @returns `ask-first` when it would have to
 */
export async function fileOf(upload: string, ask: boolean): Promise<File | "ask-first" | null> {
  const handle = await within<FileSystemFileHandle & Asking>("readonly", (store) => store.get(upload)).catch(
    () => undefined,
  );
  if (!handle) return null;
  try {
    let may = await handle.queryPermission?.({ mode: "read" });
    if (may === "prompt" && !ask) return "ask-first";
    if (may === "prompt") may = await handle.requestPermission?.({ mode: "read" });
    return may === "granted" ? await handle.getFile() : null;
  } catch {
    return null;
  }
}
