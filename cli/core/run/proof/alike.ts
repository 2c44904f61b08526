/** Cases that are the same but for comments: what such a one shows, another shows already. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { shown } from "../../base/shown.ts";
import { textOf } from "../../cluster/content.ts";
import type { Plan } from "../../cluster/plan.ts";
import type { LabCase } from "../cases.ts";

export interface PlannedCase {
  readonly one: LabCase;
  readonly plan: Plan;
}

/** A line for each of them, with its file. */
export function alikeMistakes(cases: readonly PlannedCase[]): string[] {
  const first = new Map<string, LabCase>();
  return cases.flatMap(({ one, plan }) => {
    const print = printOf(plan);
    const other = first.get(print);
    if (other === undefined) first.set(print, one);
    const place = `${shown(placeOf(one))}:1:1`;
    if (isEmpty(one))
      return [`${place}: there are no files beside it: nothing differs from the solution`];
    return other === undefined ? [] : [`${place}: ${saidOf(one, other)}`];
  });
}

function saidOf(one: LabCase, other: LabCase): string {
  const than = other.kind === "solution" ? "the solution" : `${other.kind} ${other.name}`;
  if (one.kind === "starter") return `the starter is ${than}: who hands it in has every point`;
  if (one.kind === "mutant" && other.kind !== "mutant")
    return `the mutant is ${than}, but for comments: no step can catch it`;
  return `${one.kind} ${one.name} is ${than} once more, but for comments: it proves nothing`;
}

function placeOf({ kind, sources }: LabCase): string {
  const dir = sources[0]?.dir ?? "";
  return kind === "mutant" || kind === "alternative" ? join(dir, `${kind}.yaml`) : dir;
}

function isEmpty({ kind, sources }: LabCase): boolean {
  const [own] = sources;
  if (!own || (kind !== "mutant" && kind !== "alternative")) return false;
  return !readdirSync(own.dir, { withFileTypes: true }).some((entry) => entry.isDirectory());
}

/** What every node gets, without comments and indentation. */
function printOf({ nodes }: Plan): string {
  return JSON.stringify(
    nodes.map(({ name, files }) => [
      name,
      files
        .map((file) => [file.path, file.mode, wordsOf(textOf(file))])
        .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
    ]),
  );
}

/** Of what begins with a sign that no daemon here reads as anything but a comment. */
function wordsOf(text: string): readonly string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !/^(#(?!!)|;|\/\/|!)/.test(line));
}
