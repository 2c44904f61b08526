import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { placeOf } from "../../config/clauses.ts";
import { unread } from "../../config/said.ts";
import { clauseIn, serversOf, type Zone } from "../../config/server.ts";
import { zonePath } from "../../config/zone/files.ts";

/** Folders that named, which runs as the user bind, must not write to (Debian; AppArmor says the same). */
const closed = ["/etc/", "/usr/", "/root/", "/boot/"];

function foundIn(zone: Zone): Found[] {
  const path = zonePath(zone) ?? "";
  const folder = closed.find((one) => path.startsWith(one));
  const clause = clauseIn(zone.clause, "file");
  if (folder === undefined || !clause) return [];
  const args = { zone: zone.name, secondary: zone.server.node.name, path };
  return [{ where: [placeOf(clause)], args }];
}

export const kind: RuleKind = {
  kind: "zone-file-unwritable",
  severity: "warning",
  rank: 40,
  needs: "files",
  follows: unread,
  source: "BIND 9.18 ARM, file; /usr/share/doc/bind9/README.Debian.gz",
  find: (facts) =>
    serversOf(facts)
      .flatMap(({ zones }) => zones.filter(({ type }) => type === "secondary"))
      .flatMap(foundIn),
};
