/** A whole class in one zip, as a platform hands it out: read once for its names, once for its files. */
import { basename } from "node:path";
import { sizeText } from "../../core/lab/submission/words.ts";
import type { Handed } from "./complete.ts";
import { mostMetadata, submitters } from "./gradescope.ts";
import type { Item } from "./item.ts";
import { type Group, type Layout, type Name, recognise } from "./layouts.ts";
import { isRefusal, refusal } from "./limits.ts";
import { isLitter } from "./litter.ts";
import type { Room } from "./room.ts";
import type { Stage } from "./stage.ts";
import { asRefusals, type Opened } from "./unpack.ts";
import { zipItems } from "./zip.ts";

/** Names at the top: of more it is no class. */
const mostNames = 20_000;

interface Batch {
  readonly layout: Layout;
  /** The one folder that all of it lies in, with "/"; or "". */
  readonly above: string;
}

/** Undefined: it is one submission. */
export async function batchIn(zip: Opened, path: string, room: Room): Promise<Batch | undefined> {
  const names = [new Map<string, boolean>(), new Map<string, boolean>()] as const;
  let count = 0;
  let readable = true;
  try {
    await asRefusals(room.ctx, async () => {
      for await (const item of zipItems(zip.fd)) {
        count += 1;
        if (count > room.limits.batchEntries) throw refusal("it holds too much");
        note(item, names);
      }
    });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    readable = false;
  }
  return readable ? told(names, basename(path).replace(/\.zip$/i, "")) : undefined;
}

type Tops = readonly [Map<string, boolean>, Map<string, boolean>];

/** The first two parts of a name, and whether each is a folder. */
function note({ name, is }: Item, [first, second]: Tops): void {
  const parts = name.split("/").filter((part) => part !== "");
  const [top, next] = parts;
  if (top === undefined || isLitter(top) || name.length > 1_024) return;
  if (first.size + second.size > mostNames) return;
  first.set(top, first.get(top) === true || parts.length > 1 || is === "folder");
  const below = `${top}/${next}`;
  if (next !== undefined)
    second.set(below, second.get(below) === true || parts.length > 2 || is === "folder");
}

function told([first, second]: Tops, name: string): Batch | undefined {
  if (first.size + second.size > mostNames) return undefined;
  const plain = recognise(asNames(first, ""), name);
  if (plain) return { layout: plain, above: "" };
  const [only] = first;
  if (first.size !== 1 || !only?.[1]) return undefined;
  const above = `${only[0]}/`;
  const inner = recognise(asNames(second, above), only[0]);
  return inner && { layout: inner, above };
}

function asNames(found: ReadonlyMap<string, boolean>, above: string): readonly Name[] {
  return [...found].map(([name, folder]) => ({ name: name.slice(above.length), folder }));
}

/** What one student's group holds so far. */
interface Kept {
  readonly group: Group;
  readonly stage: Stage;
  refused?: Error;
}

/** Each student's own limits: one who hands in too much harms nobody else. */
export async function batchOf(
  zip: Opened,
  { layout, above }: Batch,
  { path, room }: { readonly path: string; readonly room: Room },
): Promise<readonly Handed[]> {
  const { batchPacked } = room.limits;
  if (zip.size > batchPacked)
    throw refusal(`${path} has ${sizeText(zip.size)}; a class may have ${sizeText(batchPacked)}`);
  const kept = layout.groups.map((group): Kept => ({ group, stage: room.stage() }));
  const byName = new Map(
    kept.flatMap((one) => one.group.members.map((member) => [member.name, one] as const)),
  );
  let metadata = "";
  for await (const item of zipItems(zip.fd)) {
    room.ctx.signal.throwIfAborted();
    if (!item.name.startsWith(above)) continue;
    const name = item.name.slice(above.length);
    if (name === layout.metadata && item.size <= mostMetadata) metadata = await textOf(item);
    const one = byName.get(name.split("/")[0] ?? "");
    if (one) await keep(one, { ...item, name: inGroup(one.group, name) }, room);
  }
  const students = submitters(metadata);
  return kept.map(({ group, stage, refused }) => ({
    ...{ name: group.id, source: `${path}!${above}${group.id}`, opened: 0 },
    ...{ student: group.student ?? students.get(group.id)?.[0], team: students.get(group.id) },
    fill: () => {
      stage.budget.begin();
      return refused ? Promise.reject(refused) : Promise.resolve(stage);
    },
  }));
}

/** A folder of a student's own is the top of what they handed in. */
function inGroup({ members }: Group, name: string): string {
  const folder = members.length === 1 && members[0]?.folder === true;
  return folder ? name.slice(name.indexOf("/") + 1) : name;
}

async function keep(one: Kept, item: Item, room: Room): Promise<void> {
  if (one.refused) return;
  one.stage.budget.begin();
  try {
    await asRefusals(room.ctx, async () => await one.stage.take(item));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    one.refused = error;
  }
}

async function textOf(item: Item): Promise<string> {
  const chunks = await Array.fromAsync(item.bytes());
  return Buffer.concat(chunks).toString("utf8");
}
