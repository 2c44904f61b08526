import { phrase } from "../../../../core/kinds/phrase.ts";
import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Copy, copiesOf, copyAsked } from "../../config/copies.ts";
import { limitsOf } from "../../config/demands.ts";
import { listed, places, settingPlace, unread } from "../../config/said.ts";
import { settingOf } from "../../config/server.ts";

interface Clamped {
  readonly copy: Copy;
  readonly steps: readonly string[];
}

/** What the SOA record would keep to, and the secondary's own least times do not. */
function stepsLate(facts: Facts, copy: Copy): string[] {
  const { primary, soa } = copy;
  const refresh = limitsOf(facts, "dns-refresh").filter(
    ({ zone, node, limitS }) =>
      zone === primary.name &&
      node === primary.server.node.name &&
      soa.refreshS <= limitS &&
      copy.leastRefreshS > limitS,
  );
  const expire = limitsOf(facts, "dns-expire").filter(
    ({ probe, limitS }) =>
      copyAsked(facts, probe)?.secondary === copy.secondary &&
      Math.max(soa.expireS, soa.refreshS + soa.retryS) <= limitS &&
      copy.leastRefreshS + copy.leastRetryS > limitS,
  );
  return [...refresh, ...expire].map(({ step }) => step);
}

function foundOf(clamped: readonly Clamped[]): Found[] {
  const [one] = clamped;
  if (!one) return [];
  const { secondary, soa, leastRefreshS, leastRetryS } = one.copy;
  const unsaid = ["min-refresh-time", "min-retry-time"].filter(
    (name) => settingOf(secondary, name) === undefined,
  );
  const [refresh, retry] = [soa.at[1], soa.at[2]];
  const own = clamped.flatMap(({ copy }) => [
    settingPlace(copy.secondary, "min-refresh-time"),
    settingPlace(copy.secondary, "min-retry-time"),
  ]);
  const args = {
    secondary: secondary.server.node.name,
    zone: one.copy.primary.name,
    zones: listed(clamped.map(({ copy }) => copy.primary.name)),
    ...{ least: leastRefreshS, leastRetry: leastRetryS },
    ...{ refresh: soa.refreshS, retry: soa.retryS },
    says: unsaid.length > 0 ? phrase`it does not set ${listed(unsaid)}` : phrase`it says so itself`,
    steps: clamped.flatMap(({ steps }) => steps).join(" "),
  };
  return [{ where: places([...own, ...[refresh, retry].flatMap((at) => at ?? [])]), args }];
}

export const kind: RuleKind = {
  kind: "timers-clamped",
  severity: "error",
  rank: 39,
  needs: "files",
  follows: unread,
  source: "BIND 9.18 ARM, min-refresh-time, min-retry-time",
  breaks: (step, { args }) => String(args["steps"]).split(" ").includes(step.id),
  find(facts) {
    const all = copiesOf(facts)
      .map((copy) => ({ copy, steps: stepsLate(facts, copy) }))
      .filter(({ steps }) => steps.length > 0);
    const node = ({ copy }: Clamped) => copy.secondary.server.node.name;
    return [...Map.groupBy(all, node).values()].flatMap(foundOf);
  },
};
