/** How a kind looks in a lab: a line of one that comes with halab, else its needed keys. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { labsDir } from "../base/home.ts";

/** What names a kind of a shelf in lab.yaml. */
const wordOf = {
  faults: "fault",
  probes: "kind",
  checks: "check",
  measures: "measure",
  formulas: "formula",
} as const;

type Exampled = keyof typeof wordOf;

let texts: readonly string[] | undefined;

/** lab.yaml of every lab, the small ones that new labs begin with first. */
function labTexts(): readonly string[] {
  texts ??= [join(labsDir(), "new"), labsDir()].flatMap((dir) =>
    readdirSync(dir)
      .sort()
      .map((name) => join(dir, name, "lab.yaml"))
      .filter((path) => existsSync(path))
      .map((path) => readFileSync(path, "utf8")),
  );
  return texts;
}

/** In lab.yaml's own words, `NAME: {...}` for a probe. Undefined where no lab names it. */
export function exampleIn(shelf: Exampled, kind: string): string | undefined {
  const word = `\\{ ${wordOf[shelf]}: ${kind}(?=[, ])`;
  const before = shelf === "probes" ? "[a-z0-9-]+: " : "";
  for (const text of labTexts()) {
    const at = new RegExp(`${before}${word}`).exec(text);
    if (!at) continue;
    const line = text.slice(at.index).split("\n")[0] ?? "";
    return line.slice(0, endOf(line, line.indexOf("{")));
  }
  return undefined;
}

/** Behind the brace that closes the one at `from`; none in a string matters here, for they come in pairs. */
function endOf(line: string, from: number): number {
  let depth = 0;
  for (let at = from; at < line.length; at += 1) {
    if (line[at] === "{") depth += 1;
    if (line[at] === "}") depth -= 1;
    if (depth === 0) return at + 1;
  }
  return line.length;
}

/** Of a kind that no lab has: each needed key with what it takes. */
export function shapeOf(
  shelf: Exampled,
  kind: string,
  keys: readonly { readonly key: string; readonly takes: string; readonly otherwise: string }[],
): string {
  const needed = keys.filter(({ otherwise }) => otherwise === "needed");
  const words = needed.map(({ key, takes }) => `${key}: ${placeOf(takes)}`);
  const all = `{ ${[`${wordOf[shelf]}: ${kind}`, ...words].join(", ")} }`;
  return shelf === "probes" ? `NAME: ${all}` : all;
}

/** "a list, each a node" -> [NODE, ...] */
function placeOf(takes: string): string {
  const [, each] = /^a list, each (.*)$/.exec(takes) ?? [];
  if (each !== undefined) return `[${placeOf(each)}, ...]`;
  if (takes === "a list of nodes") return "[NODE, ...]";
  return takes
    .replace(/,.*$/, "")
    .replace(/^(an?|one of) /, "")
    .replaceAll(" ", "-")
    .toUpperCase();
}
