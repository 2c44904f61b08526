/** Requests that a lab allows to be lost when a server dies, and that surely are more. */
import type { PlannedStep } from "../../../core/cluster/plan.ts";
import type { Facts } from "../../../core/kinds/rule.ts";
import { type Ask, expectedOf, numberOf, silences } from "./asks.ts";
import { checkedBy, leastLost, nodeOf } from "./dead-server.ts";
import type { Served } from "./ways.ts";

interface Loss {
  readonly ask: Ask;
  readonly step: PlannedStep;
  /** So many may be lost. */
  readonly most: number;
}

/** Of those that are sent to a dead server until it is found, none gets an answer elsewhere in time. */
export function lossesOf(facts: Facts, { backend, balancer, ways }: Served): readonly Loss[] {
  return ways
    .filter(({ ask }) => ask.by === "probe")
    .flatMap(({ ask }) =>
      expectedOf(facts.plan, ask, "lost").flatMap(({ step, spec, mended }): Loss[] => {
        const most = numberOf(spec["at-most"]);
        const server = backend.servers.find((one) => {
          const node = nodeOf(facts, one);
          return node !== undefined && silences(step, node.name);
        });
        if (mended || most === undefined || !server) return [];
        const checked = checkedBy(server, backend, balancer.proxies);
        return leastLost(checked, backend, ask) > most ? [{ ask, step, most }] : [];
      }),
    );
}
