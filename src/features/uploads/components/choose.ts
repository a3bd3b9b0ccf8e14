/** A file that was chosen, with the folder it came from and, where the browser gives one, a handle to find it again. */
export interface Chosen {
  file: File;
  /** Folders below what was chosen, for people: `drawings/layout.pdf`. */
  path: string;
  handle?: FileSystemFileHandle;
}

/** What systems leave in folders, which nobody means to send. */
const litter = /^(?:\.|Thumbs\.db$|desktop\.ini$|~\$)/i;

/** The files of a file field, each with its path in the folder that was chosen. */
export const fromInput = (files: Iterable<File>): Chosen[] =>
  [...files]
    .filter((file) => !litter.test(file.name))
    .map((file) => ({ file, path: file.webkitRelativePath || file.name }));

/** Everything that was dropped, folders with all they hold. */
export async function fromDrop(data: DataTransfer): Promise<Chosen[]> {
  // Both must be asked for before the first wait: the list is emptied when the event is over.
  const items = [...data.items].filter((item) => item.kind === "file");
  const asked = items.map((item) => ({
    entry: item.webkitGetAsEntry(),
    file: item.getAsFile(),
    handle: (item as Handled).getAsFileSystemHandle?.().catch(() => null),
  }));
  const found: Chosen[] = [];
  for (const { entry, file, handle } of asked) {
    const known = await handle;
    if (entry?.isDirectory) await walk(entry as FileSystemDirectoryEntry, found);
    else if (file && !litter.test(file.name))
      found.push({
        file,
        path: file.name,
        ...(known?.kind === "file" && { handle: known as FileSystemFileHandle }),
      });
  }
  return found;
}

interface Handled {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}

async function walk(folder: FileSystemDirectoryEntry, found: Chosen[]): Promise<void> {
  const reader = folder.createReader();
  for (;;) {
    // Given in portions, until an empty one.
    const entries = await new Promise<FileSystemEntry[]>((resolve) =>
      reader.readEntries(resolve, () => resolve([])),
    );
    if (entries.length === 0) return;
    for (const entry of entries) {
      if (litter.test(entry.name) || found.length >= 1000) continue;
      if (entry.isDirectory) await walk(entry as FileSystemDirectoryEntry, found);
      else {
        const file = await new Promise<File | null>((resolve) =>
          (entry as FileSystemFileEntry).file(resolve, () => resolve(null)),
        );
        if (file) found.push({ file, path: entry.fullPath.replace(/^\//, "") });
      }
    }
  }
}
