/** Reads a folder laid out as NODE/PATH or ROLE/PATH; the way in is never through a link. */
import { basename, dirname, join, posix } from "node:path";
import { visible } from "../../base/clean.ts";
import { nearest } from "../../base/nearest.ts";
import { shown } from "../../base/shown.ts";
import { isBeside, nearestPath } from "./advice.ts";
import { type Entry, Folder } from "./folder.ts";
import { type Asked, Found } from "./found.ts";
import { type Lacking, lackingIn } from "./lacking.ts";
import { linkText } from "./links.ts";
import { type Budget, pathsIn } from "./look.ts";
import { fateOf, type Takes } from "./takes.ts";
import { inPlaceOfFolder, Walk } from "./walk.ts";
import { plain, unreadable } from "./words.ts";

/** Beside the nodes' folders. */
const mostAtTop = 1_000;
/** In the folders beside them, all together: what is more is not looked at. */
const mostBeside = 4_000;

/**
 * All that nodes take from a folder, and what is wrong with the rest. Never throws for what lies there, and holds no
 * more than the limits say; a folder that is not there gives nothing.
 */
export function readFolder(asked: Asked): Found {
  const found = new Found();
  let root: Folder;
  try {
    root = Folder.open(asked.source.dir);
  } catch (error) {
    const gone = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (!gone) found.mistake(`${plain(shown(asked.source.dir))} ${unreadable(error)}`);
    return found;
  }
  using open = root;
  new Top(asked, found, open).read();
  return found;
}

/** What lies beside the folders of nodes and roles is looked at, to say where it belongs, and not read. */
class Top {
  readonly #asked: Asked;
  readonly #found: Found;
  readonly #root: Folder;
  readonly #beside: Budget = { left: mostBeside };
  #lacking: Lacking = new Map();

  constructor(asked: Asked, found: Found, root: Folder) {
    this.#asked = asked;
    this.#found = found;
    this.#root = root;
  }

  read(): void {
    let entries: readonly Entry[];
    let more: boolean;
    try {
      ({ entries, more } = this.#root.entries(mostAtTop));
    } catch (error) {
      this.#found.explain();
      this.#mistake("", unreadable(error));
      return;
    }
    if (more) {
      this.#found.explain();
      this.#mistake("", `holds more than ${mostAtTop} entries: it is no folder of nodes' folders`);
      return;
    }
    const walk = new Walk(this.#asked, this.#found, this.#root);
    for (const entry of entries) {
      const takes = this.#asked.takes.get(entry.name);
      if (takes && entry.is !== "folder") this.#inPlaceOfOwner(entry);
      else if (takes) walk.owner(entry.name, takes);
    }
    // What is beside them is a mistake if it may be what they lack; else it is somebody's own.
    this.#lacking = lackingIn(this.#asked, this.#found);
    for (const entry of entries)
      if (!this.#asked.takes.has(entry.name) && !isBeside(entry.name)) this.#other(entry, entries);
  }

  #inPlaceOfOwner(entry: Exclude<Entry, { is: "folder" }>): void {
    const { name } = entry;
    const wanted = `it has to be the folder of ${this.#asked.called(name)}`;
    this.#found.explain(name);
    if (entry.is === "link") this.#mistake(name, linkText(this.#root, name, entry.target));
    else if (entry.is === "file")
      this.#mistake(name, `${inPlaceOfFolder(this.#root, name)}; ${wanted}`);
    else this.#mistake(name, `is no folder; ${wanted}`);
  }

  #other(entry: Entry, all: readonly Entry[]): void {
    const { name } = entry;
    const stem =
      entry.is === "file" ? name.replace(/\.(zip|tar|tgz|gz|xz|bz2|7z|rar)\b.*$/i, "") : name;
    const meant = this.#meant(stem, all);
    if (meant !== undefined && entry.is !== "unnamed") {
      this.#found.explain(meant);
      const folder = `the folder of ${this.#asked.called(meant)} is called ${meant}`;
      const what = entry.is === "file" ? inPlaceOfFolder(this.#root, name) : "is no node's folder";
      this.#mistake(name, `${what}; ${folder}`);
    } else if (entry.is === "folder") this.#folder(name);
    else if (entry.is === "file") this.#file(name);
    else this.#note(name, "is left out: it is no folder of a node");
  }

  /** A node or role that has no folder here, and is called so in other letters; or nearly so, and lacks something. */
  #meant(name: string, all: readonly Entry[]): string | undefined {
    const there = new Set(all.map((one) => one.name));
    const missing = [...this.#asked.takes.keys()].filter((owner) => !there.has(owner));
    const lower = name.toLowerCase();
    const same = missing.find((owner) => owner.toLowerCase() === lower);
    return (
      same ??
      nearest(
        name,
        missing.filter((owner) => this.#lacking.has(owner)),
      )[0]
    );
  }

  /** Nodes' folders one level too deep, or a node's own folders without the node. */
  #folder(name: string): void {
    const { takes } = this.#asked;
    const paths = pathsIn(this.#root, name, this.#beside);
    const files = paths.filter((path) => !path.endsWith("/"));
    const wanted = new Set([...takes.keys()].filter((owner) => this.#lacking.has(owner)));
    // The first is the one that lies least deep.
    const [deep] = paths
      .filter((path) => path.endsWith("/") && wanted.has(posix.basename(path)))
      .sort((a, b) => a.split("/").length - b.split("/").length);
    if (deep !== undefined) {
      const above = deep.slice(0, deep.length - posix.basename(deep).length - 1);
      const owners = [...wanted].filter((owner) => paths.includes(`${above}${owner}/`));
      const inner = posix.join(name, above).replace(/\/$/, "");
      this.#found.explain();
      const how = above === "" ? "one folder too deep" : "too deep";
      const to = visible(shown(join(this.#asked.source.dir, inner)));
      this.#mistake(
        inner,
        `holds ${owners.join(", ")}: what nodes take lies ${how}`,
        `--files ${to}`,
      );
      return;
    }
    const lost = files.filter((file) => this.#misplaced(`${name}/${file}`));
    if (lost.length === 0 && (files.length > 0 || this.#beside.left <= 0))
      this.#note(name, "is left out: it is no folder of a node");
  }

  #file(name: string): void {
    if (this.#misplaced(name)) return;
    const what = inPlaceOfFolder(this.#root, name);
    if (this.#lacking.size > 0 && what.includes("archive")) {
      this.#found.explain();
      this.#mistake(name, `${what}, what nodes take may be in it`);
    } else this.#note(name, "is left out: it lies in no node's folder");
  }

  /** A file that a node would take, if it lay in that node's folder: says so. */
  #misplaced(file: string): boolean {
    const first = ([owner]: readonly [string, Takes]) => (this.#lacking.has(owner) ? 0 : 1);
    const owners = [...this.#asked.takes].sort((a, b) => first(a) - first(b));
    for (const [owner, takes] of owners) {
      const near = this.#placeOf(`/${file}`, owner, takes);
      if (near === undefined) continue;
      this.#found.explain(owner, near);
      const { dir } = this.#asked.source;
      const up = basename(dir) === owner ? `--files ${visible(shown(dirname(dir)))}` : undefined;
      if (up !== undefined) this.#found.explain();
      this.#mistake(file, `lies in no node's folder: is it ${plain(owner + near)}?`, up);
      return true;
    }
    return false;
  }

  /** A path that a node would take as it is, or one of the same name that it lacks. */
  #placeOf(path: string, owner: string, takes: Takes): string | undefined {
    const fits = fateOf(path, takes);
    if (fits === "declared" || fits === "allowed") return path;
    // What it lacks is asked for: nothing that the role is only open for comes into question.
    const near = nearestPath(path, { ...takes, allow: [] });
    const same = near !== undefined && posix.basename(near) === posix.basename(path);
    return same && this.#lacking.get(owner)?.has(near) ? near : undefined;
  }

  #mistake(name: string, what: string, hint?: string): void {
    this.#found.mistake(`${this.#shown(name)} ${what}`, hint);
  }

  #note(name: string, what: string): void {
    this.#found.notes.push(`${this.#shown(name)} ${what}`);
  }

  #shown(name: string): string {
    return plain(shown(join(this.#asked.source.dir, name)));
  }
}
