/** What played cases gave, in words. Pure. */
import { exitCodeOf, HalabError } from "../base/error.ts";
import { nodeFaults } from "../cluster/theirs.ts";
import type { CaseResult } from "./play-cases.ts";

const nameOf = ({ lab, name }: CaseResult) => `${lab}/${name}`;
const seconds = (ms: number) => `${Math.round(ms / 1000)} s`;

/** "5 min 12 s" */
function duration(ms: number): string {
  const whole = Math.round(ms / 1000);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** One case, as soon as it is over: its line, and below it what has to be looked at. */
export function caseLines(result: CaseResult, count: string): string[] {
  const { wrong, said, dir, before, tookMs } = result;
  const sign = wrong === undefined ? "ok  " : "FAIL";
  const [first = "", ...rest] = (wrong ?? said).split("\n");
  const head = `${sign} ${count} ${nameOf(result)}: ${first}, ${seconds(tookMs)}`;
  const again = before.map((one) => `played again alone; before: ${one.said}`);
  const runs = wrong === undefined ? [] : [...before.map((one) => one.dir), dir];
  const below = [...rest, ...again, ...runs.filter((run) => run !== "")];
  return [head, ...below.map((line) => `     ${line}`)];
}

/** For a table: each lab's cases. */
export function labRows(results: readonly CaseResult[]): string[][] {
  return [...Map.groupBy(results, ({ lab }) => lab)].map(([lab, cases]) => {
    const right = cases.filter(({ wrong }) => wrong === undefined);
    const kinds = (["solution", "starter", "alternative", "mutant"] as const).map((kind) => {
      const all = cases.filter((one) => one.kind === kind);
      return all.length === 0
        ? "-"
        : `${all.filter((one) => right.includes(one)).length}/${all.length}`;
    });
    const again = cases.filter(({ tries }) => tries > 1).length;
    const tookMs = cases.reduce((sum, one) => sum + one.tookMs, 0);
    const sign = right.length === cases.length ? "ok" : "FAIL";
    return [sign, lab, ...kinds, again === 0 ? "-" : `${again}`, seconds(tookMs)];
  });
}

export const labHead = ["", "LAB", "SOLUTION", "STARTER", "OTHERS", "MUTANTS", "AGAIN", "TIME"];

/** The last words: nothing is hidden, neither what went wrong nor what was played again, and why. */
export function closingLines(results: readonly CaseResult[], tookMs: number): string[] {
  const wrong = results.filter((one) => one.wrong !== undefined);
  const again = results.filter(({ tries }) => tries > 1);
  const sumMs = results.reduce((sum, one) => sum + one.tookMs, 0);
  const beside = Math.max(0, ...results.map((one) => one.beside));
  const at = beside > 0 ? `, up to ${beside + 1} at a time (${duration(sumMs)} one by one)` : "";
  return [
    ...wrong.map((one) => `FAIL ${nameOf(one)}: ${one.wrong?.split("\n")[0]}`),
    `${results.length - wrong.length} of ${results.length} cases did what they must, in ${duration(tookMs)}${at}`,
    ...(again.length === 0
      ? []
      : [`${again.length} of them ${again.length === 1 ? "was" : "were"} played again alone:`]),
    ...again.map(
      (one) =>
        `  ${nameOf(one)}: ${[...one.before.map(({ said }) => said), one.said].join("; then ")}`,
    ),
    ...(wrong.length === 0 ? [] : [`to play what failed again: ${againCommand(wrong)}`]),
  ];
}

function againCommand(wrong: readonly CaseResult[]): string {
  const labs = new Set(wrong.map(({ lab }) => lab));
  const names = new Set(wrong.map(({ name }) => name));
  return `halab lab test ${[...labs].join(" ")} --only ${[...names].join(",")}`;
}

/**
 * That a case's own files do not start is a verdict on them. 0: all did what they must; 1: some did not; else as what kept them all from being played says.
 */
export function exitCodeFor(results: readonly CaseResult[]): number {
  const wrong = results.filter((one) => one.wrong !== undefined);
  const machines = wrong.flatMap(({ error }) =>
    error === undefined || nodeFaults.includes(error) ? [] : [error],
  );
  const [first] = machines;
  if (wrong.length === 0) return 0;
  if (first === undefined || machines.length < wrong.length) return 1;
  return exitCodeOf(new HalabError(first, ""));
}
