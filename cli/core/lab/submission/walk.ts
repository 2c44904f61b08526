/** The folder of one node or role: every file that a node takes is read, the others are named. */
import { join, posix } from "node:path";
import { shown } from "../../base/shown.ts";
import { isClutter, nearestPath } from "./advice.ts";
import type { Entry, Folder } from "./folder.ts";
import { type Asked, type Found, mostTold } from "./found.ts";
import { linkText } from "./links.ts";
import { reservedPath, wrongPath } from "./paths.ts";
import { fateOf, type Takes } from "./takes.ts";
import { archiveKind, plain, sizeText, unreadable, wrongEncoding } from "./words.ts";

/** Folders in each other, below the one of the node. */
const deepest = 16;
/** Whatever lies there: so many entries of nodes' folders are looked at. */
const mostEntries = 4_000;

/** Where the walk is. */
interface Place {
  readonly owner: string;
  readonly takes: Takes;
  readonly folder: Folder;
  /** On the node; "" for the root. */
  readonly path: string;
}

interface Taken {
  /** In the folder. */
  readonly name: string;
  /** On the node. */
  readonly path: string;
  readonly template: boolean;
  readonly declared: boolean;
}

type FileEntry = Extract<Entry, { is: "file" }>;

export class Walk {
  readonly #asked: Asked;
  readonly #found: Found;
  readonly #root: Folder;
  #entries = 0;
  #files = 0;
  #bytes = 0;
  /** There is too much of it: nothing more is read. */
  #full = false;

  constructor(asked: Asked, found: Found, root: Folder) {
    this.#asked = asked;
    this.#found = found;
    this.#root = root;
  }

  /** The folder of a node or a role. */
  owner(owner: string, takes: Takes): void {
    this.#enter({ owner, takes, folder: this.#root, path: "" }, owner, "");
  }

  #enter(place: Place, name: string, path: string): void {
    let folder: Folder;
    try {
      folder = place.folder.folder(name);
    } catch (error) {
      this.#bad(place, path, unreadable(error));
      return;
    }
    using inside = folder;
    this.#folder({ ...place, folder: inside, path });
  }

  #folder(place: Place): void {
    const { owner, folder, path } = place;
    const most = mostEntries - this.#entries;
    let found: ReturnType<Folder["entries"]>;
    try {
      found = folder.entries(most);
    } catch (error) {
      this.#bad(place, path, unreadable(error));
      return;
    }
    this.#entries += found.entries.length;
    if (found.more) {
      this.#stop(
        `${this.#shown(owner, path)} and the folders beside it hold more than ${mostEntries} entries`,
      );
      return;
    }
    for (const entry of found.entries) {
      if (this.#full) return;
      this.#entry(place, entry);
    }
  }

  #entry(place: Place, entry: Entry): void {
    const path = `${place.path}/${entry.name}`;
    if (isClutter(entry.name) && fateOf(path, place.takes) === "none") return;
    switch (entry.is) {
      case "file":
        this.#file(place, entry, path);
        return;
      case "folder":
        if (place.takes.declared.includes(path))
          this.#bad(place, path, "is a folder, and has to be a file");
        else if (path.split("/").length - 1 > deepest)
          this.#bad(place, path, `lies more than ${deepest} folders deep`);
        else this.#enter(place, entry.name, path);
        return;
      case "link":
        this.#bad(place, path, linkText(this.#root, `${place.owner}${path}`, entry.target));
        return;
      case "other":
        this.#bad(place, path, `is ${entry.what}, no file`);
        return;
      case "unreadable":
        this.#bad(place, path, unreadable(entry.error));
        return;
      case "unnamed":
        this.#bad(place, path, "has a name that is no UTF-8");
        return;
      default:
        throw entry satisfies never;
    }
  }

  #file(place: Place, entry: FileEntry, name: string): void {
    const { owner, takes } = place;
    const template = this.#asked.source.render && name.endsWith(".hbs");
    const path = template ? name.replace(/\.hbs$/, "") : name;
    const fate = fateOf(path, takes);
    if (fate === "declared" || fate === "allowed") {
      this.#take(place, entry, { name, path, template, declared: fate === "declared" });
    } else if (fate === "lab's own") {
      this.#note(owner, name, "is left out: the lab has a file of its own there");
    } else if (fate === "reserved") {
      this.#bad(place, name, `reaches no node: ${reservedPath(path)}`);
    } else this.#stray(place, name);
  }

  #take(place: Place, entry: FileEntry, { name, path, template, declared }: Taken): void {
    const { owner } = place;
    const bytes = this.#wanted(place, entry, path) ? this.#read(place, entry, path) : undefined;
    if (bytes === undefined) return;
    const text = template ? undefined : wrongEncoding(bytes);
    if (text !== undefined && declared) {
      this.#bad(place, path, text);
      return;
    }
    if (text !== undefined) this.#note(owner, path, text);
    const file = join(this.#asked.source.dir, owner, name);
    // Of a file and its template side by side the template counts.
    if (!template && this.#found.files.get(owner)?.has(path)) return;
    this.#found.add(owner, { path, bytes, executable: (entry.mode & 0o100) !== 0, template, file });
  }

  /** Whether a file is within the limits, by what its entry says: what is too much is never read. */
  #wanted(place: Place, { size }: FileEntry, path: string): boolean {
    const { limits } = this.#asked;
    const wrong = wrongPath(path);
    if (wrong !== undefined) this.#bad(place, path, wrong);
    else if (size > limits.file)
      this.#bad(place, path, `has ${sizeText(size)}; a file may have ${sizeText(limits.file)}`);
    if (wrong !== undefined || size > limits.file) return false;
    this.#files += 1;
    this.#bytes += size;
    if (this.#files > limits.files)
      this.#stop(`${this.#dir()} holds more than ${limits.files} files for nodes`);
    else if (this.#bytes > limits.all)
      this.#stop(
        `the files for nodes in ${this.#dir()} have more than ${sizeText(limits.all)} together`,
      );
    return !this.#full;
  }

  #read(place: Place, { name, size }: FileEntry, path: string): Buffer | undefined {
    try {
      const bytes = place.folder.read(name, size);
      if (bytes === undefined) this.#bad(place, path, "changed while it was being read");
      return bytes;
    } catch (error) {
      this.#bad(place, path, unreadable(error));
      return undefined;
    }
  }

  /** A file that no node takes: it was meant for something. */
  #stray(place: Place, path: string): void {
    const { owner, takes } = place;
    const beside = path.replace(/\.hbs$/, "");
    if (beside !== path && place.folder.has(posix.basename(beside))) {
      this.#note(
        owner,
        path,
        "is left out: templates are not rendered here, the file beside it counts",
      );
      return;
    }
    const below = takes.declared.find((one) => one.startsWith(`${path}/`));
    if (below !== undefined) {
      this.#found.explain(owner, below);
      this.#bad(place, path, `is a file, and has to be the folder of ${posix.basename(below)}`);
      return;
    }
    const what = `is no file that ${this.#asked.called(owner)} takes`;
    // Nobody reads what it may have been meant for.
    if (this.#found.mistakes.length >= mostTold) {
      this.#bad(place, path, what);
      return;
    }
    const nearest = nearestPath(path, takes);
    if (nearest !== undefined) this.#found.explain(owner, nearest);
    const meant =
      nearest === undefined
        ? "it takes none from you"
        : `the nearest that it takes: ${plain(owner + nearest)}`;
    this.#bad(place, path, `${what} (${meant})`);
  }

  #bad({ owner }: Place, path: string, what: string): void {
    this.#found.explain(owner, path);
    this.#found.mistake(`${this.#shown(owner, path)} ${what}`);
  }

  #note(owner: string, path: string, what: string): void {
    this.#found.notes.push(`${this.#shown(owner, path)} ${what}`);
  }

  #stop(what: string): void {
    this.#full = true;
    this.#found.explain();
    this.#found.mistake(what);
  }

  #shown(owner: string, path: string): string {
    return plain(shown(join(this.#asked.source.dir, owner + path)));
  }

  #dir(): string {
    return plain(shown(this.#asked.source.dir));
  }
}

/** A file in the place of a node's folder. */
export function inPlaceOfFolder(root: Folder, name: string): string {
  try {
    const kind = archiveKind(root.head(name));
    return kind === undefined ? "is a file" : `is ${kind}: unpack it`;
  } catch (error) {
    return `is a file, and ${unreadable(error)}`;
  }
}
