import { allOf } from "../../../../core/kinds/phrase.ts";
import { type Found, placeIn } from "../../../../core/kinds/rule.ts";
import { eachCluster } from "../../../corosync/meaning/each-cluster.ts";
import { configsOf, crmPath, hostsOf } from "../../meaning/config.ts";
import { unread } from "../../meaning/unread.ts";

/** Only what differs in what it says: not blanks, not comments. */
const plain = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .join("\n");

export const kind = eachCluster({
  kind: "files-differ",
  severity: "warning",
  rank: 45,
  needs: "files",
  follows: unread,
  source: "cluster.crm: the node that corosync.conf names first loads its own",
  find(facts): readonly Found[] {
    const [loaded, ...others] = configsOf(facts);
    if (!loaded || others.length > 0) return [];
    const different = hostsOf(facts).flatMap(({ files }) => {
      const file = files.get(crmPath);
      return file && plain(file.text) !== plain(loaded.file.text) ? [file] : [];
    });
    if (different.length === 0) return [];
    return [
      {
        where: [...different, loaded.file].map((file) => placeIn(file, 1)),
        args: { others: allOf(different.map(({ node }) => node)), loader: loaded.node.name },
      },
    ];
  },
});
