/** What each cluster has in force, by whoever has the newest of it, while nothing is broken. */
import { valuesOf } from "../../../core/kinds/reader.ts";
import type { Facts, Found } from "../../../core/kinds/rule.ts";
import { type CorosyncValues, kind as corosync } from "../../corosync/readers/corosync.ts";
import { type PacemakerValues, kind as pacemaker } from "../readers/pacemaker.ts";
import { unread } from "./unread.ts";

export interface Seen {
  readonly node: string;
  readonly values: PacemakerValues;
}

/** Each node's word; a fault of the run is cause enough for what it says. */
export function allSeen({ run }: Facts): readonly Seen[] {
  if (!run || run.faults.length > 0) return [];
  return [...valuesOf(run, pacemaker)].map(([node, values]) => ({ node, values }));
}

/** Nodes whose Corosync lists the same members are to be one cluster; a lab may have several. */
export function byCluster(facts: Facts): readonly (readonly Seen[])[] {
  const below = facts.run ? valuesOf(facts.run, corosync) : new Map<string, CorosyncValues>();
  const membersOf = ({ node }: Seen) =>
    (below.get(node)?.nodes ?? [])
      .map(({ id, address }) => `${id} ${address}`)
      .toSorted()
      .join();
  return [...Map.groupBy(allSeen(facts), membersOf).values()];
}

export function seenOf(facts: Facts): readonly Seen[] {
  return byCluster(facts).flatMap((all) =>
    all
      .toSorted(
        (a, b) => b.values.epoch[0] - a.values.epoch[0] || b.values.epoch[1] - a.values.epoch[1],
      )
      .slice(0, 1),
  );
}

/** No line of a file: what the node itself said. */
export function foundOn({ node }: Seen, text: string, args: Found["args"]): Found {
  return { where: [{ node, file: "", text }], args };
}

/** What is nearer to the cause of what a cluster does: its members, its file, its services. */
export const nearer = [
  ...["line-malformed", "number-wrong", "key-unknown", "nodeid-twice", "nodeid-missing"],
  ...[
    "nodelists-differ",
    "not-listed",
    "member-unknown",
    "address-of-nobody",
    "address-of-another",
  ],
  ...["key-missing", "key-short", "key-differs", "totem-differs", "provider-missing"],
  ...["expected-votes-wrong", "device-excluded", "packets-refused", "members-missing", "no-quorum"],
]
  .map((name) => `corosync/${name}`)
  .concat("service/not-running");

/** What keeps a resource from running, of cluster.crm. */
export const inFile = [
  ...["agent-unknown", "parameter-unknown", "parameter-missing"],
  ...["resource-unknown", "member-twice", "fencing-without-device", "switched-off"],
  ...["allowed-nowhere", "order-loop", "nic-unknown", "address-outside", "standby-from-start"],
  ...["move-left", "option-unknown", "address-taken"],
]
  .map((name) => `pacemaker/${name}`)
  .concat(unread);
