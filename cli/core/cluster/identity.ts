/**
 * Servers prove who they are (ADR 21): each of a cluster has a key that is made as the cluster is, and
 * signs with it what a client made up for this one request. The keys are in no plan, so in no journal.
 */
import { randomBytes } from "node:crypto";
import type { Plan, PlannedFile, PlannedNode } from "./plan.ts";

type NodeFile = Pick<PlannedFile, "path" | "mode" | "content">;

/** Where a node finds them: templates/node/src/common/proof.h. */
const ownKey = "/etc/halab/identity";
const serverKeys = "/etc/halab/servers";

/** Makes the servers' keys: what each node is given of them beside its plan. */
export function makeIdentities(plan: Plan): (node: PlannedNode) => readonly NodeFile[] {
  const lines = new Map(
    plan.nodes
      .filter((node) => node.proves)
      .map((node) => [node.name, `${node.name} ${randomBytes(32).toString("hex")}\n`]),
  );
  const askers = askersOf(plan);
  const file = (path: string, content: string) => ({ path, mode: 0o600, content });
  return (node) => {
    const own = lines.get(node.name);
    return [
      ...(own === undefined ? [] : [file(ownKey, own)]),
      ...(lines.size > 0 && askers.has(node.name)
        ? [file(serverKeys, [...lines.values()].join(""))]
        : []),
    ];
  };
}

/** Who asks, by a probe or by a measure, and runs nothing that a student wrote. */
function askersOf(plan: Plan): ReadonlySet<string> {
  const probing = new Set(plan.probes.filter((one) => one.proven).map((one) => one.spec["from"]));
  const asks = (node: PlannedNode) => node.image === "client" || probing.has(node.name);
  const written = (node: PlannedNode) => node.files.some((one) => one.owner === "student");
  return new Set(plan.nodes.filter((one) => asks(one) && !written(one)).map((one) => one.name));
}
