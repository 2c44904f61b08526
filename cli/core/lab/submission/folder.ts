/** Folders whose entries are reached through what is open, and never through a link. */
import type { Stats } from "node:fs";
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  opendirSync,
  openSync,
  readlinkSync,
  readSync,
} from "node:fs";
import { join } from "node:path";

const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW, O_NONBLOCK } = constants;

const headBytes = 512;

/** What an entry is. A pipe or a device is `other`. */
export type Entry =
  | { readonly name: string; readonly is: "folder" }
  | { readonly name: string; readonly is: "file"; readonly size: number; readonly mode: number }
  | { readonly name: string; readonly is: "link"; readonly target: string }
  | { readonly name: string; readonly is: "other"; readonly what: string }
  | { readonly name: string; readonly is: "unreadable"; readonly error: unknown }
  /** Its name is no UTF-8; it is shown with U+FFFD. */
  | { readonly name: string; readonly is: "unnamed" };

/**
 * An open folder. Where the kernel gives a path to what is open (Linux: /proc/self/fd), somebody who
 * puts a link in a folder's place meanwhile changes nothing: every step begins at an open descriptor, and
 * takes one name, which may be no link. Elsewhere each name on the way is looked at when it is opened.
 */
export class Folder implements Disposable {
  readonly #fd: number;
  readonly #base: string;

  private constructor(fd: number, path: string) {
    this.#fd = fd;
    const open = `/proc/self/fd/${fd}`;
    this.#base = existsSync(open) ? open : path;
  }

  /** Throws ELOOP or ENOTDIR for a link, and what open(2) says otherwise. */
  static open(path: string): Folder {
    return new Folder(openSync(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW), path);
  }

  folder(name: string): Folder {
    return Folder.open(join(this.#base, name));
  }

  /** At most so many entries, by name. */
  entries(most: number): { readonly entries: readonly Entry[]; readonly more: boolean } {
    const found: Entry[] = [];
    // Names are bytes. The types do not know that a Dirent has them so when it is asked.
    using dir = opendirSync(this.#base, { encoding: "buffer" as BufferEncoding });
    for (let one = dir.readSync(); one !== null; one = dir.readSync()) {
      if (found.length === most) return { entries: sorted(found), more: true };
      found.push(this.#entry(one.name as unknown as Buffer));
    }
    return { entries: sorted(found), more: false };
  }

  #entry(bytes: Buffer): Entry {
    const name = bytes.toString("utf8");
    if (!Buffer.from(name, "utf8").equals(bytes)) return { name, is: "unnamed" };
    try {
      const path = join(this.#base, name);
      const stat = lstatSync(path);
      if (stat.isDirectory()) return { name, is: "folder" };
      if (stat.isFile()) return { name, is: "file", size: stat.size, mode: stat.mode & 0o7777 };
      if (stat.isSymbolicLink()) return { name, is: "link", target: readlinkSync(path) };
      return { name, is: "other", what: kindOf(stat) };
    } catch (error) {
      return { name, is: "unreadable", error };
    }
  }

  has(name: string): boolean {
    return lstatSync(join(this.#base, name), { throwIfNoEntry: false }) !== undefined;
  }

  /** A file's bytes; undefined when there are more than `most`, or it is no file any more. */
  read(name: string, most: number): Buffer | undefined {
    const fd = openSync(join(this.#base, name), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    try {
      const stat = fstatSync(fd);
      if (!stat.isFile() || stat.size > most) return undefined;
      return readAll(fd, stat.size);
    } finally {
      closeSync(fd);
    }
  }

  /** As much of a file's beginning as tells an archive. */
  head(name: string): Buffer {
    const fd = openSync(join(this.#base, name), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    try {
      return fstatSync(fd).isFile() ? readAll(fd, headBytes) : Buffer.alloc(0);
    } finally {
      closeSync(fd);
    }
  }

  [Symbol.dispose](): void {
    closeSync(this.#fd);
  }
}

/** So many bytes as it had when it was opened: one that grows meanwhile gives no more, one that shrinks less. */
function readAll(fd: number, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  let length = 0;
  while (length < size) {
    const read = readSync(fd, bytes, length, size - length, length);
    if (read === 0) break;
    length += read;
  }
  return bytes.subarray(0, length);
}

function kindOf(stat: Stats): string {
  if (stat.isFIFO()) return "a pipe";
  return stat.isSocket() ? "a socket" : "a device";
}

function sorted(entries: readonly Entry[]): readonly Entry[] {
  return entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
