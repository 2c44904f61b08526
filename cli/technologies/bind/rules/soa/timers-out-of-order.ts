import { phrase } from "../../../../core/kinds/phrase.ts";
import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { copiesOf } from "../../config/copies.ts";
import { unread } from "../../config/said.ts";
import type { FiledZone, Soa } from "../../config/zone/files.ts";

function disorder({
  retryS,
  refreshS,
  expireS,
}: Soa): readonly [string, string, number] | undefined {
  if (expireS < refreshS)
    return [phrase`expire (${expireS} s) is less than refresh (${refreshS} s)`, "expire", 3];
  if (retryS > refreshS)
    return [phrase`retry (${retryS} s) is more than refresh (${refreshS} s)`, "retry", 2];
  return undefined;
}

function foundIn({ zone, soa }: FiledZone): Found[] {
  const wrong = soa && disorder(soa);
  const [place, refresh] = wrong ? [soa.at[wrong[2]], soa.at[1]] : [];
  if (!wrong || !place || !refresh) return [];
  const args = { zone: zone.name, says: wrong[0], field: wrong[1] };
  return [{ where: [place, refresh], args }];
}

export const kind: RuleKind = {
  kind: "timers-out-of-order",
  severity: "warning",
  rank: 50,
  needs: "files",
  follows: [...unread, "bind/refresh-too-long"],
  source: "RFC 1912 2.2; Zonemaster ZONE (REFRESH_LOWER_THAN_RETRY, EXPIRE_LOWER_THAN_REFRESH)",
  find: (facts) => [...new Set(copiesOf(facts).map(({ data }) => data))].flatMap(foundIn),
};
