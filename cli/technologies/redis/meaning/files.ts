/** A daemon's file with what it includes, in the order in which it is read. */
import {
  type FactFile,
  type Facts,
  type NodeFacts,
  type Place,
  placeIn,
} from "../../../core/kinds/rule.ts";
import { type Directive, parseRedis } from "../syntax/tree.ts";

/** A directive, and the file that it stands in. */
export interface Said extends Directive {
  readonly file: FactFile;
}

/** Deeper is a circle, or as good as one. */
const deepest = 8;

/** All that a daemon of this node reads, from this file on. */
export function saidIn(facts: Facts, node: NodeFacts, path: string): readonly Said[] {
  return read(facts, node, [path]);
}

function read(facts: Facts, node: NodeFacts, way: readonly string[]): readonly Said[] {
  const path = way.at(-1) ?? "";
  const file = node.files.get(path);
  if (!file || way.length > deepest || way.indexOf(path) < way.length - 1) return [];
  return facts.parsed(parseRedis, file).directives.flatMap((directive): readonly Said[] => {
    const [included] = directive.args;
    if (directive.name !== "include" || !included) return [{ ...directive, file }];
    return matching(node, included.value).flatMap((next) => read(facts, node, [...way, next]));
  });
}

/** `include` takes patterns; files are read in the order of their names. */
function matching({ files }: NodeFacts, pattern: string): readonly string[] {
  if (!pattern.includes("*")) return [pattern];
  const [before = "", ...after] = pattern.split("*");
  const end = after.at(-1) ?? "";
  return [...files.keys()]
    .filter((path) => path.length >= before.length + end.length)
    .filter((path) => path.startsWith(before) && path.endsWith(end))
    .filter((path) => !path.slice(before.length).includes("/"))
    .sort();
}

/** The line of a directive. */
export function placeOf({ file, line, column }: Said): Place {
  return placeIn(file, line, column);
}

/** The last one counts. */
export function lastOf(all: readonly Said[], ...names: readonly string[]): Said | undefined {
  return all.findLast(({ name }) => names.includes(name));
}

/** Its first argument, in small letters: "yes", "no". */
export function wordOf(all: readonly Said[], name: string): string | undefined {
  return lastOf(all, name)?.args[0]?.value.toLowerCase();
}
