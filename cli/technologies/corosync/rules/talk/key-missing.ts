import { allOf } from "../../../../core/kinds/phrase.ts";
import { type Facts, type Found, placeIn, type RuleKind } from "../../../../core/kinds/rule.ts";
import { type Cluster, groupsOf } from "../../meaning/members.ts";
import { isSecret, keyFileOf, keyPathOf } from "../../meaning/secrets.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

function foundIn(facts: Facts, group: readonly Cluster[]): readonly Found[] {
  // Where nobody has one it may be made on the nodes, as corosync-keygen does.
  const having = group.filter((cluster) => keyFileOf(facts, cluster));
  const lacking = group.filter((cluster) => isSecret(cluster) && !keyFileOf(facts, cluster));
  if (having.length === 0) return [];
  return lacking.map((cluster): Found => {
    const path = keyPathOf(cluster) ?? "";
    const others = allOf(having.map(({ node }) => node.name));
    const line = cluster.conf.root.sections.find(({ name }) => name === "totem")?.line;
    return { where: [placeIn(cluster.file, line)], args: { path, others } };
  });
}

export const kind: RuleKind = {
  kind: "key-missing",
  severity: "error",
  rank: 20,
  needs: "files",
  source: "corosync.conf(5), keyfile and crypto_cipher; corosync-keygen(8)",
  breaks: expectsAnything,
  find: (facts) => groupsOf(facts).flatMap((group) => foundIn(facts, group)),
};
