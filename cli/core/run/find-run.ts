/** A run's id, a part of it, or its folder -> the folder; left out: the last run's. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { HalabError } from "../base/error.ts";
import { runsDir } from "../base/home.ts";
import { didYouMean } from "../base/nearest.ts";

/** Throws NOT_FOUND, and USAGE where several could be meant. */
export function findRun(which: string | undefined): string {
  if (which !== undefined && existsSync(join(which, "journal.ndjson"))) return which;
  const all = existsSync(runsDir())
    ? readdirSync(runsDir())
        .filter((name) => existsSync(join(runsDir(), name, "journal.ndjson")))
        .sort()
    : [];
  const found = which === undefined ? all.slice(-1) : all.filter((name) => name.includes(which));
  const [only, other] = found;
  if (only === undefined) {
    throw new HalabError(
      "NOT_FOUND",
      which === undefined
        ? `there are no runs in ${runsDir()}`
        : `there is no run "${which}"${didYouMean(which, all)}`,
      { hint: "halab run LAB" },
    );
  }
  if (other !== undefined)
    throw new HalabError("USAGE", `"${which}" could be ${found.join(" or ")}`);
  return join(runsDir(), only);
}

/** What was kept of a run's nodes, by node: their daemons' logs, and what they said of themselves. */
export function keptOf(dir: string): {
  readonly logs: ReadonlyMap<string, string>;
  readonly states: ReadonlyMap<string, string>;
} {
  return { logs: textsIn(join(dir, "logs"), ".log"), states: textsIn(join(dir, "state"), ".txt") };
}

/** Nothing where there is no such folder. */
function textsIn(folder: string, ending: string): ReadonlyMap<string, string> {
  if (!existsSync(folder)) return new Map();
  const names = readdirSync(folder).filter((name) => name.endsWith(ending));
  return new Map(
    names.map((name) => [basename(name, ending), readFileSync(join(folder, name), "utf8")]),
  );
}
