/** A folder's entries, reached without a link. */
import { type Entry, Folder } from "../../core/lab/submission/folder.ts";
import { unreadable } from "../../core/lab/submission/words.ts";
import { type Item, noBytes } from "./item.ts";
import { type Limits, refusal } from "./limits.ts";
import { isLitter } from "./litter.ts";

/** Throws a refusal for a link, and for what may not be read. */
export function openFolder(path: string): Folder {
  try {
    return Folder.open(path);
  } catch (error) {
    throw refusal(`it ${unreadable(error)}`);
  }
}

/** Everything below a folder, but what lies in litter; `only`: these of its entries. */
export async function* folderItems(
  folder: Folder,
  limits: Limits,
  only?: ReadonlySet<string>,
): AsyncGenerator<Item> {
  yield* below(folder, "", { limits, ...(only ? { only } : {}) });
}

interface Walk {
  readonly limits: Limits;
  /** At the top. */
  readonly only?: ReadonlySet<string>;
}

async function* below(folder: Folder, above: string, walk: Walk): AsyncGenerator<Item> {
  for (const entry of entriesOf(folder, walk.limits)) {
    if (walk.only && !walk.only.has(entry.name)) continue;
    const name = `${above}${entry.name}`;
    const item = itemOf(folder, entry, name);
    yield item;
    const enter = item.is === "folder" && !isLitter(entry.name);
    if (!enter || name.split("/").length > walk.limits.depth) continue;
    using inner = entered(folder, entry.name);
    yield* below(inner, `${name}/`, { limits: walk.limits });
  }
}

/** One more than may be, so that it is seen. */
function entriesOf(folder: Folder, limits: Limits): readonly Entry[] {
  try {
    return folder.entries(limits.entries + 1).entries;
  } catch (error) {
    throw refusal(`a folder of it ${unreadable(error)}`);
  }
}

function entered(folder: Folder, name: string): Folder {
  try {
    return folder.folder(name);
  } catch (error) {
    throw refusal(`a folder of it ${unreadable(error)}`);
  }
}

function itemOf(folder: Folder, entry: Entry, name: string): Item {
  const plainItem = { name, size: 0, executable: false, bytes: noBytes };
  switch (entry.is) {
    case "folder":
      return { ...plainItem, is: "folder" };
    case "file":
      return {
        ...{ name, is: "file", size: entry.size, executable: (entry.mode & 0o100) !== 0 },
        bytes: () => bytesOf(folder, entry.name, entry.size),
      };
    case "link":
      return { ...plainItem, is: "other", what: "is a link: links are not followed" };
    case "other":
      return { ...plainItem, is: "other", what: `is ${entry.what}, no file` };
    case "unreadable":
      return { ...plainItem, is: "other", what: unreadable(entry.error) };
    case "unnamed":
      return { ...plainItem, is: "other", what: "has a name that is no UTF-8" };
    default:
      throw entry satisfies never;
  }
}

async function* bytesOf(folder: Folder, name: string, size: number): AsyncIterable<Uint8Array> {
  let bytes: Buffer | undefined;
  try {
    bytes = folder.read(name, size);
  } catch (error) {
    throw refusal(`a file of it ${unreadable(error)}`);
  }
  if (bytes === undefined) throw refusal("it changed while it was being read");
  yield bytes;
}
