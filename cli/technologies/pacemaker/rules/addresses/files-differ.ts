import { allOf } from "../../../../core/kinds/phrase.ts";
import { type Found, placeIn, type RuleKind } from "../../../../core/kinds/rule.ts";
import { configsOf, crmPath } from "../../meaning/config.ts";
import { unread } from "../../meaning/unread.ts";

/** Only what differs in what it says: not blanks, not comments. */
const plain = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .join("\n");

export const kind: RuleKind = {
  kind: "files-differ",
  severity: "warning",
  rank: 45,
  needs: "files",
  follows: unread,
  source: "cluster.crm: the node that corosync.conf names first loads its own",
  find: (facts) =>
    configsOf(facts)
      // Where each loads its own, the greatest version wins.
      .filter(({ cluster }) => cluster?.members[0]?.name)
      .flatMap(({ node, file: loaded, hosts }): readonly Found[] => {
        const different = hosts.flatMap(({ files }) => {
          const file = files.get(crmPath);
          return file && plain(file.text) !== plain(loaded.text) ? [file] : [];
        });
        if (different.length === 0) return [];
        const where = [...different, loaded].map((file) => placeIn(file, 1));
        return [
          { where, args: { others: allOf(different.map((one) => one.node)), loader: node.name } },
        ];
      }),
};
