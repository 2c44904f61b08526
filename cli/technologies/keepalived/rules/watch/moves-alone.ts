import { phrase } from "../../../../core/kinds/phrase.ts";
import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { allAddresses } from "../../config/pairs.ts";
import { absent, listed, placesOf } from "../../config/places.ts";
import { concerned, deviceOn, noticedSegments, troublesOf } from "../../config/troubles.ts";

function foundIn(facts: Facts): Found[] {
  return troublesOf(facts).flatMap((trouble): Found[] => {
    const { segment, step } = trouble;
    if (segment === undefined) return [];
    const blind = concerned(facts, trouble).filter(
      (instance) => !noticedSegments(facts, instance).has(segment),
    );
    const [first] = blind;
    if (!first) return [];
    const where = placesOf(...blind.map((instance) => [instance, instance.at] as const));
    const device = deviceOn(first.config.node, segment);
    const addresses = listed(allAddresses(first), phrase`no address`);
    return [{ where, args: { device, segment, name: first.name, addresses, step: step.id } }];
  });
}

export const kind: RuleKind = {
  kind: "moves-alone",
  severity: "error",
  rank: 35,
  needs: "files",
  follows: [...absent, "keepalived/sync-group-member-unknown", "keepalived/asked-address-missing"],
  source: "keepalived.conf(5): vrrp_sync_group, track_interface",
  breaks: (step, { args }) => step.id === args["step"],
  find: foundIn,
};
