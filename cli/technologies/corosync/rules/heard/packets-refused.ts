import { type Logged, type Logs, loggedBy, syslog } from "../../../../core/kinds/logged.ts";
import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

const logs: Logs = {
  service: "corosync",
  file: syslog,
  mark: /corosync\[\d+\]:\s+/,
  begins: /Corosync Cluster Engine \S+ starting up/,
};

/** Of libknet's threads_rx.c. */
const refused = /rx: (Unable to decrypt packet|Packet rejected) from ([\d.]+)/;
/** From a link that is up somebody was understood. */
const formed = /A new membership \(\S+\) was formed/;

interface Refusal {
  readonly line: Logged;
  readonly what: string;
  readonly from: string;
}

/** A member that is just starting sends before the others know its address: what came last counts. */
function refusals(lines: readonly Logged[]): readonly Refusal[] {
  const last = lines.findLastIndex(({ text }) => formed.test(text));
  const after = lines.slice(last + 1).flatMap((line): Refusal[] => {
    const [, what, from] = refused.exec(line.text) ?? [];
    return what === undefined || from === undefined ? [] : [{ line, what, from }];
  });
  return [...Map.groupBy(after, ({ from }) => from).values()].flatMap((all) =>
    // One may be a rest of what was before.
    all.length < 3 ? [] : all.slice(-1),
  );
}

export const kind: RuleKind = {
  kind: "packets-refused",
  severity: "error",
  // What stands in the files is nearer to the cause.
  rank: 60,
  needs: "node",
  follows: [
    "corosync/key-differs",
    "corosync/key-missing",
    "corosync/totem-differs",
    "corosync/address-of-nobody",
    "corosync/address-of-another",
    "corosync/nodelists-differ",
    "corosync/not-listed",
    "service/not-running",
  ],
  source: "libknet, threads_rx.c; corosync.conf(5), block_unlisted_ips",
  breaks: expectsAnything,
  find: (facts) =>
    [...Map.groupBy(loggedBy(facts, logs), ({ node }) => node).values()]
      .flatMap(refusals)
      .map(({ line, what, from }): Found => ({ where: [line.place], args: { what, from } })),
};
