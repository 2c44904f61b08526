import { phrase } from "../../../../core/kinds/phrase.ts";
import type { Facts, Found, NodeFacts, RuleKind } from "../../../../core/kinds/rule.ts";
import {
  type Cluster,
  clustersOf,
  hasDevice,
  merged,
  nodeAt,
  placeOf,
  valueAt,
} from "../../meaning/members.ts";
import { losesMember } from "../../meaning/wanted.ts";

/** By its services, and where the node was asked, by its processes. */
function isRunning({ services, state }: NodeFacts, program: string): boolean {
  const isService = services.some((name) => `corosync-${name}`.endsWith(program));
  const isStarted = state?.processes?.some(({ args }) => args.includes(program));
  return isStarted ?? isService;
}

/** Whom members ask, and who has to run what for that. */
function lacking(facts: Facts, cluster: Cluster): readonly (readonly [string, string])[] {
  const host = nodeAt(facts, valueAt(cluster, "quorum.device.net.host")?.value ?? "");
  return [
    ...(host && !isRunning(host, "corosync-qnetd") ? [[host.name, "corosync-qnetd"] as const] : []),
    ...(isRunning(cluster.node, "corosync-qdevice")
      ? []
      : [[cluster.node.name, "corosync-qdevice"] as const]),
  ];
}

export const kind: RuleKind = {
  kind: "device-unserved",
  severity: "error",
  rank: 36,
  needs: "node",
  follows: ["corosync/device-of-nobody", "corosync/device-excluded"],
  source: "corosync-qdevice(8), corosync-qnetd(8)",
  breaks: losesMember,
  find: (facts) =>
    merged(
      clustersOf(facts)
        .filter((cluster) => hasDevice(cluster) && cluster.node.state?.processes)
        .flatMap((cluster) =>
          lacking(facts, cluster).map(([who, program]): Found => {
            const model = valueAt(cluster, "quorum.device.model");
            const said = program === "corosync-qnetd" ? phrase`the witness` : phrase`a member`;
            return { where: model ? [placeOf(cluster, model)] : [], args: { who, program, said } };
          }),
        ),
    ),
};
