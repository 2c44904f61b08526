/** What keepalived logged since it last began, by node: texts of 2.2.7. */
import type { Facts, Place } from "../../core/kinds/rule.ts";
import { runningNodes } from "../../core/kinds/rule.ts";

export interface Logged {
  readonly node: string;
  /** Behind "Keepalived_vrrp[31]: ". */
  readonly text: string;
  /** The whole line. */
  readonly place: Place;
}

/** Where syslog's lines of all daemons lie (lib.sh). */
const file = "/var/log/halab/syslog";
/** Older lines speak of another configuration. */
const begins = /^(?:Starting Keepalived v|Reloading\b)/;
const mark = "Keepalived";

function textOf(line: string): string | undefined {
  const from = line.indexOf(mark);
  const to = from < 0 ? -1 : line.indexOf("]: ", from);
  return to < 0 ? undefined : line.slice(to + 3);
}

function linesOf(node: string, log: string): readonly Logged[] {
  const all = log.split("\n").flatMap((line): Logged[] => {
    const text = textOf(line);
    return text === undefined ? [] : [{ node, text, place: { node, file, text: line.trim() } }];
  });
  const last = all.findLastIndex(({ text }) => begins.test(text));
  return all.slice(last + 1);
}

/** Of all nodes that run keepalived, and whose log is known. */
function loggedOn(facts: Facts): readonly Logged[] {
  return runningNodes(facts, "keepalived").flatMap(({ name }) =>
    linesOf(name, facts.logs.get(name) ?? ""),
  );
}

/** The first line of each node that begins as one of these does, and how many there are. */
export function firstOf(
  facts: Facts,
  patterns: readonly RegExp[],
): readonly { readonly line: Logged; readonly match: RegExpExecArray; readonly count: number }[] {
  const all = loggedOn(facts).flatMap((line) => {
    const match = patterns.map((pattern) => pattern.exec(line.text)).find((one) => one !== null);
    return match ? [{ line, match }] : [];
  });
  return [...Map.groupBy(all, ({ line }) => line.node).values()].flatMap((own) => {
    const [first] = own;
    return first ? [{ ...first, count: own.length }] : [];
  });
}
