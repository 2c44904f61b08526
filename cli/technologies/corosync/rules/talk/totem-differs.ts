import { differing } from "../../meaning/differing.ts";
import { eachCluster } from "../../meaning/each-cluster.ts";
import { clustersOf } from "../../meaning/members.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

/** Members that do not say the same of these do not hear each other. */
const keys = ["transport", "secauth", "crypto_cipher", "crypto_hash", "interface.mcastport"];

export const kind = eachCluster({
  kind: "totem-differs",
  severity: "error",
  rank: 26,
  needs: "files",
  follows: ["corosync/line-malformed", "corosync/key-unknown"],
  source: "corosync.conf(5), totem: the same on every node",
  breaks: expectsAnything,
  find(facts) {
    const clusters = clustersOf(facts);
    return keys.flatMap((key) => differing(clusters, `totem.${key}`));
  },
});
