import { phrase } from "../../../../core/kinds/phrase.ts";
import { valuesOf } from "../../../../core/kinds/reader.ts";
import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { expectsAnything } from "../../meaning/wanted.ts";
import { kind as corosync } from "../../readers/corosync.ts";

export const kind: RuleKind = {
  kind: "link-down",
  severity: "error",
  // Before what it makes: members that are missing.
  rank: 62,
  needs: "node",
  follows: [
    "network/way-closed",
    "machine/node-silent",
    "corosync/key-missing",
    "corosync/key-differs",
    "corosync/totem-differs",
    "corosync/address-of-nobody",
    "corosync/address-of-another",
    "corosync/nodelists-differ",
    "corosync/not-listed",
    "corosync/nodeid-twice",
    "corosync/packets-refused",
    "service/not-running",
  ],
  source: "cmap_keys(8), stats.knet; corosync-cfgtool(8), -n",
  breaks: expectsAnything,
  find({ run }): readonly Found[] {
    // A fault of the run is cause enough.
    if (!run || run.faults.length > 0) return [];
    return [...valuesOf(run, corosync)].flatMap(([node, { nodes, links }]): Found[] => {
      const down = links.filter(({ connected }) => !connected);
      return down.map(({ id, link }) => {
        const name = nodes.find((one) => one.id === id)?.name ?? "";
        const other = name === "" ? phrase`node ${id}` : name;
        const text = `stats.knet.node${id}.link${link}.connected = 0`;
        return { where: [{ node, file: "", text }], args: { other, link } };
      });
    });
  },
};
