import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { stepHas } from "../../../../core/kinds/rule.ts";
import { type Config, configsOf, placeOf } from "../../config/config.ts";
import { instancesOf } from "../../config/instances.ts";
import { suggestion, unread } from "../../config/places.ts";
import { syncGroupsOf } from "../../config/sync-groups.ts";
import { type Tracked, trackBlocks } from "../../config/trackers.ts";
import { blocksOf } from "../../config/tree.ts";

/** Of one node: more of them tell nothing new. */
const most = 10;

type Defined = ReadonlyMap<string, ReadonlySet<string>>;

/** By list: the names of what a configuration defines for it. */
function definedIn(config: Config): Defined {
  return new Map(
    Object.entries(trackBlocks).map(([list, blocks]) => {
      const all = blocks.flatMap((name) => blocksOf(config, name));
      return [list, new Set(all.flatMap(({ args: [first] }) => first?.value ?? []))];
    }),
  );
}

function foundOf(config: Config, { list, name, at }: Tracked, defined: Defined): Found {
  const [block = ""] = trackBlocks[list];
  const known = [...(defined.get(list) ?? [])];
  const advice = suggestion(name, known);
  return { where: [placeOf(config, at)], args: { list, name, block, advice } };
}

function allIn(facts: Facts): Found[] {
  return configsOf(facts).flatMap((config) => {
    if (config.unsure) return [];
    const defined = definedIn(config);
    const own = instancesOf(facts).filter((one) => one.config === config);
    const tracked = [...own, ...syncGroupsOf(config)].flatMap((one) => one.tracked);
    const unknown = tracked.filter(
      ({ list, name }) => trackBlocks[list].length > 0 && !defined.get(list)?.has(name),
    );
    return unknown.slice(0, most).map((one) => foundOf(config, one, defined));
  });
}

export const kind: RuleKind = {
  kind: "tracked-undefined",
  severity: "error",
  rank: 25,
  needs: "files",
  follows: unread,
  source: "keepalived.conf(5): track_script, VRRP script(s)",
  breaks: (step) => stepHas(step, { formulas: ["vrrp-track"] }),
  find: allIn,
};
