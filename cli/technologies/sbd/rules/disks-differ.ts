import { type Found, placeIn, type RuleKind } from "../../../core/kinds/rule.ts";
import { watchersOf } from "../settings.ts";

export const kind: RuleKind = {
  kind: "disks-differ",
  severity: "error",
  rank: 20,
  needs: "files",
  source: "sbd(8): all nodes have to watch the same disks",
  breaks: ({ expect, mended }) => expect.length + mended.length > 0,
  find(facts): readonly Found[] {
    const [first, ...others] = watchersOf(facts);
    const listed = (devices: readonly string[]) => devices.toSorted().join(";");
    const other = others.find(
      ({ devices }) => first !== undefined && listed(devices) !== listed(first.devices),
    );
    if (!first || !other) return [];
    const at = (one: typeof first) => one.settings.get("SBD_DEVICE")?.place ?? placeIn(one.file);
    const say = ({ devices }: typeof first) => devices.join(";") || "-";
    const args = {
      one: first.node.name,
      disk: say(first),
      other: other.node.name,
      another: say(other),
    };
    return [{ where: [at(other), at(first)], args }];
  },
};
