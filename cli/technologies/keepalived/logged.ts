/** What keepalived logged since it last began, by node: texts of 2.2.7. */
import { type Logged, loggedBy, syslog } from "../../core/kinds/logged.ts";
import type { Facts } from "../../core/kinds/rule.ts";

const logs = {
  service: "keepalived",
  file: syslog,
  mark: /Keepalived[^[]*\[\d+\]: /,
  begins: /^(?:Starting Keepalived v|Reloading\b)/,
};

/** Of all nodes that run keepalived, and whose log is known. */
export function loggedOn(facts: Facts): readonly Logged[] {
  return loggedBy(facts, logs);
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
