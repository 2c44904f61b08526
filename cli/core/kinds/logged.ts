/** What a daemon logged on its nodes while nothing was broken, and what it said last of each thing. */
import { type Facts, type Found, type Place, runningNodes } from "./rule.ts";

/** How a daemon's lines are found. */
export interface Logs {
  /** The service whose nodes are looked at. */
  readonly service: string;
  /** Of the log that they stand in, e.g. /var/log/halab/syslog. */
  readonly file: string;
  /** From the line's begin to what the daemon said. */
  readonly mark: RegExp;
  /** What it says when it begins: older lines speak of another configuration. */
  readonly begins?: RegExp;
}

export interface Logged {
  readonly node: string;
  /** Without time and process. */
  readonly text: string;
  /** The whole line. */
  readonly place: Place;
}

/** syslog(8) of nodes: "2026-11-29T12:36:03.436Z [451.783] daemon.err named[38]: ...". */
export const syslog = "/var/log/halab/syslog";

const time = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/;

/** When the first fault came, ms of the day's time; what is logged afterwards may be its doing. */
function brokenAt({ run }: Facts): number {
  const [first] = run?.faults ?? [];
  const header = run?.header;
  if (!first || !header) return Number.POSITIVE_INFINITY;
  return Date.parse(header.wall) + (first.intentNs - header.t) / 1e6;
}

/** The lines of one of the files that stand in a node's log after each other: "== FILE". */
function linesIn(log: string, file: string): readonly string[] {
  const part = log.split(/^== /m).find((one) => one.startsWith(`${file}\n`));
  return part?.split("\n").slice(1) ?? [];
}

function linesOf(node: string, log: string, logs: Logs, untilMs: number): readonly Logged[] {
  const all = linesIn(log, logs.file).flatMap((line): Logged[] => {
    const mark = logs.mark.exec(line);
    const at = Date.parse(time.exec(line)?.[0] ?? "");
    if (!mark || at >= untilMs) return [];
    const text = line.slice(mark.index + mark[0].length);
    return [{ node, text, place: { node, file: logs.file, text: line.trim() } }];
  });
  const last = all.findLastIndex(({ text }) => logs.begins?.test(text));
  return all.slice(last + 1);
}

/** Of all nodes that run the service, and whose log is known. */
export function loggedBy(facts: Facts, logs: Logs): readonly Logged[] {
  const untilMs = brokenAt(facts);
  return runningNodes(facts, logs.service).flatMap(({ name }) =>
    linesOf(name, facts.logs.get(name) ?? "", logs, untilMs),
  );
}

interface Matched {
  readonly line: Logged;
  readonly match: RegExpExecArray;
}

/**
 * Of each thing of each node (group 1 of both patterns) the last line, where that is a bad one. A daemon says again
 * and again how it goes: what was bad while all nodes were starting is no matter.
 */
export function stillBad(
  lines: readonly Logged[],
  { bad, good }: { readonly bad: RegExp; readonly good: RegExp },
): readonly Matched[] {
  const last = new Map<string, Matched | undefined>();
  for (const line of lines) {
    const fine = good.exec(line.text);
    const match = fine ?? bad.exec(line.text);
    if (match) last.set(`${line.node} ${match[1]}`, fine ? undefined : { line, match });
  }
  return [...last.values()].flatMap((one) => one ?? []);
}

/** For texts: the thing, and what was said of it (groups 1 and 2). */
export function foundIn({ line, match }: Matched): Found {
  const [, thing = "", said = ""] = match;
  return { where: [line.place], args: { thing, said: said.trim() } };
}
