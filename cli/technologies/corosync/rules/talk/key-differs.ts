import { allOf } from "../../../../core/kinds/phrase.ts";
import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Cluster, groupsOf } from "../../meaning/members.ts";
import { isSecret, keyFileOf, placeOfKey } from "../../meaning/secrets.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

/** The rarer key is where the edit belongs. */
function foundIn(facts: Facts, group: readonly Cluster[]): readonly Found[] {
  const keys = group.filter(isSecret).flatMap((cluster) => {
    const key = keyFileOf(facts, cluster);
    return key ? [{ cluster, key, text: key.bytes.toString("latin1") }] : [];
  });
  const groups = [...Map.groupBy(keys, ({ text }) => text).values()].sort(
    (a, b) => a.length - b.length,
  );
  const [rare, often] = [groups[0], groups.at(-1)];
  if (!rare || !often || rare === often) return [];
  return [
    {
      where: [...rare, ...often.slice(0, 1)].map(({ cluster, key }) => placeOfKey(cluster, key)),
      args: {
        those: allOf(rare.map(({ cluster }) => cluster.node.name)),
        others: allOf(often.map(({ cluster }) => cluster.node.name)),
      },
    },
  ];
}

export const kind: RuleKind = {
  kind: "key-differs",
  severity: "error",
  rank: 26,
  needs: "files",
  follows: ["corosync/key-short"],
  source: "corosync.conf(5), keyfile; corosync-keygen(8)",
  breaks: expectsAnything,
  find: (facts) => groupsOf(facts).flatMap((group) => foundIn(facts, group)),
};
