import { allOf, phrase } from "../../../../core/kinds/phrase.ts";
import { valuesOf } from "../../../../core/kinds/reader.ts";
import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { expectsAnything } from "../../meaning/wanted.ts";
import { kind as corosync } from "../../readers/corosync.ts";

export const kind: RuleKind = {
  kind: "members-missing",
  severity: "error",
  rank: 65,
  needs: "node",
  follows: [
    "corosync/line-malformed",
    "corosync/number-wrong",
    "corosync/key-unknown",
    "corosync/nodeid-twice",
    "corosync/nodeid-missing",
    "corosync/nodelists-differ",
    "corosync/not-listed",
    "corosync/member-unknown",
    "corosync/address-of-nobody",
    "corosync/address-of-another",
    "corosync/key-missing",
    "corosync/key-short",
    "corosync/key-differs",
    "corosync/totem-differs",
    "corosync/device-excluded",
    "corosync/packets-refused",
    "corosync/link-down",
    "service/not-running",
  ],
  source: "corosync-quorumtool(8), corosync-cmapctl(8)",
  breaks: expectsAnything,
  find({ run }): readonly Found[] {
    // A fault of the run is cause enough.
    if (!run || run.faults.length > 0) return [];
    return [...valuesOf(run, corosync)].flatMap(([node, { nodes, members }]): Found[] => {
      const gone = nodes.filter(({ id }) => !members.includes(id));
      if (gone.length === 0) return [];
      const names = allOf(gone.map(({ name, id }) => (name === "" ? phrase`node ${id}` : name)));
      const text = `Members: ${members.join(" ")}`;
      const args = { gone: names, count: members.length, all: nodes.length };
      return [{ where: [{ node, file: "", text }], args }];
    });
  },
};
