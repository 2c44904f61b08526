import { circles } from "./circles.ts";
import type { Import, Source } from "./imports.ts";
import type { Rooms, TechnologyTie } from "./rooms.ts";
import { type Violation, within } from "./tree.ts";

const table = "test/house/rooms.ts";
const technologies = "cli/technologies/";

/** Core and the technologies have a room per folder; elsewhere in cli/ the whole folder is one. */
function roomOf(path: string): string {
  const parts = path.split("/");
  const deep = parts[1] === "core" || parts[1] === "technologies";
  return parts.slice(0, deep ? 3 : 2).join("/");
}

function mayImport(rooms: Rooms, room: string): readonly string[] | undefined {
  if (room.endsWith(".ts")) return rooms[room];
  return rooms[room] ?? rooms[room.replace(/[^/]+$/, "*")];
}

/** Which room imports which, against the table of rooms. */
export function checkRooms(
  sources: ReadonlyMap<string, Source>,
  rooms: Rooms,
  ties: readonly TechnologyTie[],
): Violation[] {
  const found: Violation[] = [];
  const used = new Set<TechnologyTie>();
  for (const [file, { imports }] of sources) {
    if (!within(file, "cli")) continue;
    const room = roomOf(file);
    const may = mayImport(rooms, room);
    if (!may) {
      const text = `this file lies in no room: put it into one, or add a room to ${table}`;
      found.push({ file, line: 1, rule: "rooms", text });
      continue;
    }
    for (const one of imports) {
      if (within(one.to, room) || may.some((place) => within(one.to, place))) continue;
      const tie = ties.find(({ from, to }) => tieIs(room, one, { from, to }));
      if (tie) used.add(tie);
      else found.push({ file, line: one.line, rule: "rooms", text: forbidden(room, one, may) });
    }
  }
  return [...found, ...unusedTies(ties, used), ...tiedInCircles(ties)];
}

function tieIs(room: string, one: Import, { from, to }: Pick<TechnologyTie, "from" | "to">) {
  return room === `${technologies}${from}` && within(one.to, `${technologies}${to}`);
}

function forbidden(room: string, { to }: Import, may: readonly string[]): string {
  if (!within(to, "cli"))
    return `imports ${to}, which is not shipped as code: what cli/ needs lies in cli/`;
  if (within(to, "cli/commands")) return `only main.ts imports commands/, but here is ${to}`;
  const both = room.startsWith(technologies) && to.startsWith(technologies);
  if (both)
    return `imports ${to} of another technology: move what both need down to core, or add the tie with its reason to ${table}`;
  const list = may.length > 0 ? `its own files and ${may.join(", ")}` : "its own files only";
  return `imports ${to}, but ${room} may import ${list}: move what is shared down, or this up`;
}

function unusedTies(ties: readonly TechnologyTie[], used: ReadonlySet<TechnologyTie>): Violation[] {
  return ties
    .filter((tie) => !used.has(tie))
    .map(({ from, to }) => ({
      file: table,
      line: 1,
      rule: "rooms",
      text: `${from} no longer imports ${to}: take the tie out`,
    }));
}

/** No circle of files may be there, and yet two technologies may need each other. */
function tiedInCircles(ties: readonly TechnologyTie[]): Violation[] {
  const graph = new Map<string, Set<string>>();
  for (const { from, to } of ties) graph.set(from, (graph.get(from) ?? new Set()).add(to));
  return circles(graph).map((way) => ({
    file: table,
    line: 1,
    rule: "rooms",
    text: `technologies use each other, ${way.join(" -> ")}: move what they share down to core`,
  }));
}

/** An import by a name that is made at run time is seen by no rule, so only the loaders do that. */
export function checkLoaders(
  sources: ReadonlyMap<string, Source>,
  loaders: readonly string[],
): Violation[] {
  const strangers = [...sources]
    .filter(([file]) => within(file, "cli") && !loaders.includes(file))
    .flatMap(([file, { unseen }]) =>
      unseen.map((line) => ({
        file,
        line,
        rule: "loaders",
        text: `imports by a name made at run time, which no rule can follow: write the path, or add the file to the loaders of ${table}`,
      })),
    );
  const idle = loaders
    .filter((file) => (sources.get(file)?.unseen.length ?? 0) === 0)
    .map((file) => ({
      file: table,
      line: 1,
      rule: "loaders",
      text: `${file} no longer imports by a name made at run time: take it out of the loaders`,
    }));
  return [...strangers, ...idle];
}
