import type { Facts } from "../../../core/kinds/rule.ts";
import { type Found, type NodeFacts, placeIn, type RuleKind } from "../../../core/kinds/rule.ts";
import { parseShell } from "../../shell/commands.ts";
import { assignmentsOf } from "../../shell/effects.ts";
import { merged, watchersOf } from "../settings.ts";

const initiatorPath = "/etc/iscsi/disks";
const targetPath = "/etc/tgt/disks";

const assignedIn = (text: string) => assignmentsOf(parseShell(text));

/** Of the targets of a machine: TARGET LUN MIB. */
const lunsIn = (text: string): readonly (readonly [target: string, lun: string])[] =>
  text.split("\n").flatMap((line) => {
    const [target = "", lun = "", mib] = line.trim().split(/\s+/);
    return mib === undefined || target.startsWith("#") ? [] : [[target, lun] as const];
  });

/** The names that udev gives to a node's disks; undefined: it is not known what it is given. */
function disksOf({ files }: NodeFacts, facts: Facts): readonly string[] | undefined {
  const file = files.get(initiatorPath);
  const values = file && facts.parsed(assignedIn, file);
  const [portal, target] = ["PORTAL", "TARGET"].map((name) => values?.get(name)?.value);
  const store = facts.nodes.find(({ links }) => links.some(({ address }) => address === portal));
  const given = store?.files.get(targetPath);
  if (target === undefined || !given) return undefined;
  return facts
    .parsed(lunsIn, given)
    .filter(([name]) => name === target)
    .map(([, lun]) => `/dev/disk/by-path/ip-${portal}:3260-iscsi-${target}-lun-${lun}`);
}

export const kind: RuleKind = {
  kind: "disk-of-nobody",
  severity: "error",
  rank: 18,
  needs: "files",
  source: "sbd(8): -d; udev, 60-persistent-storage.rules",
  breaks: ({ expect, mended }) => expect.length + mended.length > 0,
  find: (facts) =>
    merged(
      watchersOf(facts).flatMap(({ node, file, settings, devices }): Found[] => {
        const disks = disksOf(node, facts);
        // What the kernel calls a disk is for it to say.
        const wrong = devices.find((one) => !/^\/dev\/sd[a-z]$/.test(one) && !disks?.includes(one));
        const [right] = disks ?? [];
        if (right === undefined || (wrong === undefined && devices.length > 0)) return [];
        const place = settings.get("SBD_DEVICE")?.place ?? placeIn(file);
        return [{ where: [place], args: { disk: wrong ?? "-", right } }];
      }),
    ),
};
