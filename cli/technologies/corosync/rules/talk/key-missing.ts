import { allOf } from "../../../../core/kinds/phrase.ts";
import { type Found, placeIn } from "../../../../core/kinds/rule.ts";
import { eachCluster } from "../../meaning/each-cluster.ts";
import { clustersOf } from "../../meaning/members.ts";
import { isSecret, keyFileOf, keyPathOf } from "../../meaning/secrets.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

export const kind = eachCluster({
  kind: "key-missing",
  severity: "error",
  rank: 20,
  needs: "files",
  source: "corosync.conf(5), keyfile and crypto_cipher; corosync-keygen(8)",
  breaks: expectsAnything,
  find(facts) {
    const all = clustersOf(facts);
    // Where nobody has one it may be made on the nodes, as corosync-keygen does.
    const having = all.filter((cluster) => keyFileOf(facts, cluster));
    const lacking = all.filter((cluster) => isSecret(cluster) && !keyFileOf(facts, cluster));
    if (having.length === 0) return [];
    return lacking.map((cluster): Found => {
      const path = keyPathOf(cluster) ?? "";
      const others = allOf(having.map(({ node }) => node.name));
      const line = cluster.conf.root.sections.find(({ name }) => name === "totem")?.line;
      return { where: [placeIn(cluster.file, line)], args: { path, others } };
    });
  },
});
