/** A lab file with mistakes still has parts without any: those are checked too, so that an author sees all at once. */
import type { z } from "zod";
import type { Path } from "./problems.ts";

type Raw = Record<string, unknown>;

export interface Salvaged {
  readonly value: unknown;
  /** Where a path of `value` stands in the file. */
  readonly place: (path: Path) => Path;
}

const units = ["segments", "roles", "nodes", "probes"];
const lists = ["expect", "mended", "measure", "predict"];

/** `raw` without what `issues` speak of: a key, a check, a step, a node, a role ... as a whole. */
export function salvage(raw: unknown, issues: readonly z.core.$ZodIssue[]): Salvaged | undefined {
  if (!isRaw(raw)) return undefined;
  const value: Raw = structuredClone(raw);
  const dropped = withoutIssues(value, issues);
  const kept = (items: readonly unknown[], at: string) =>
    items.map((_, index) => index).filter((index) => !dropped.has(`${at} ${index}`));
  const steps: readonly unknown[] = Array.isArray(value["steps"]) ? value["steps"] : [];
  const stepAt = kept(steps, "steps");
  const checkAt = new Map<string, readonly number[]>();
  for (const index of stepAt) {
    const step = steps[index];
    for (const list of lists) {
      const items: unknown = isRaw(step) ? step[list] : undefined;
      if (!isRaw(step) || !Array.isArray(items)) continue;
      const left = kept(items, `steps ${index} ${list}`);
      checkAt.set(`${index} ${list}`, left);
      step[list] = left.map((at) => items[at]);
    }
  }
  const whole = { version: 1, title: "", segments: {}, roles: {}, nodes: {}, ...value };
  return {
    value: { ...whole, steps: stepAt.map((index) => steps[index]) },
    place: (path) => placed(path, stepAt, checkAt),
  };
}

/** Removes what has a key of its own; gives what stands in a list, as "steps 2" or "steps 2 expect 0". */
function withoutIssues(value: Raw, issues: readonly z.core.$ZodIssue[]): ReadonlySet<string> {
  const dropped = new Set<string>();
  for (const issue of issues) {
    const path = issue.path.filter((part) => typeof part !== "symbol");
    if (issue.code !== "unrecognized_keys") {
      drop(value, path, dropped);
      continue;
    }
    for (const key of issue.keys) remove(value, [...path, key]);
    // It may have been meant for the key without which a step is none.
    if (path[0] === "steps" && path.length === 2) fill(value, path, "watch", "0s");
  }
  return dropped;
}

/** Steps and checks that were left out have moved those behind them. */
function placed(
  path: Path,
  stepAt: readonly number[],
  checkAt: ReadonlyMap<string, readonly number[]>,
): Path {
  const [section, moved, list, index, ...rest] = path;
  if (section !== "steps" || typeof moved !== "number") return path;
  const step = stepAt[moved] ?? moved;
  const at = typeof index === "number" ? checkAt.get(`${step} ${list}`)?.[index] : undefined;
  if (at === undefined || list === undefined) return [section, step, ...path.slice(2)];
  return [section, step, list, at, ...rest];
}

function drop(value: Raw, path: Path, dropped: Set<string>): void {
  const [section = "", second, list, index] = path;
  if (section === "steps" && second !== undefined) {
    const check = lists.includes(String(list)) && index !== undefined;
    dropped.add((check ? path.slice(0, 4) : path.slice(0, 2)).join(" "));
  } else if (units.includes(String(section)) && second !== undefined) {
    remove(value, [section, second]);
  } else delete value[section];
}

function remove(value: Raw, path: Path): void {
  let parent: unknown = value;
  for (const part of path.slice(0, -1)) parent = isRaw(parent) ? parent[part] : undefined;
  if (isRaw(parent)) delete parent[String(path.at(-1))];
}

function fill(value: Raw, path: Path, key: string, content: unknown): void {
  let target: unknown = value;
  for (const part of path) target = isRaw(target) ? target[part] : undefined;
  if (isRaw(target)) target[key] ??= content;
}

function isRaw(value: unknown): value is Raw {
  return typeof value === "object" && value !== null;
}

/** Every name that the file gives to something, whether the rest of that thing is right or not. */
export interface Names {
  readonly segments: readonly string[];
  readonly roles: readonly string[];
  readonly nodes: readonly string[];
  readonly probes: readonly string[];
  readonly steps: readonly string[];
  readonly services: readonly string[];
  /** What checks know the measures of all steps by. */
  readonly measures: readonly string[];
  /** Paths of the files of all roles. */
  readonly files: readonly string[];
}

export function namesIn(raw: unknown): Names {
  const of = (section: string) => {
    const found = isRaw(raw) ? raw[section] : undefined;
    return isRaw(found) ? found : {};
  };
  const services = Object.values(of("roles")).flatMap((role) =>
    isRaw(role) && Array.isArray(role["services"]) ? role["services"].map(String) : [],
  );
  const files = Object.values(of("roles")).flatMap((role) =>
    isRaw(role) && isRaw(role["files"]) ? Object.keys(role["files"]) : [],
  );
  const steps = Object.values(of("steps")).filter(isRaw);
  const measures = steps.flatMap((step) =>
    Array.isArray(step["measure"])
      ? step["measure"].filter(isRaw).map((one) => String(one["as"]))
      : [],
  );
  return {
    segments: Object.keys(of("segments")),
    roles: Object.keys(of("roles")),
    nodes: Object.keys(of("nodes")),
    probes: Object.keys(of("probes")),
    steps: Object.values(of("steps")).map((step) => (isRaw(step) ? String(step["id"]) : "")),
    services: [...new Set(services)],
    measures,
    files: [...new Set(files)],
  };
}
