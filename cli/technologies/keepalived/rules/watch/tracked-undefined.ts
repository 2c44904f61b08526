import { didYouMean } from "../../../../core/base/nearest.ts";
import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { stepHas } from "../../../../core/kinds/rule.ts";
import { type Config, configsOf, placeOf } from "../../config/config.ts";
import { instancesOf } from "../../config/instances.ts";
import { unread } from "../../config/places.ts";
import { syncGroupsOf } from "../../config/sync-groups.ts";
import { type Tracked, trackBlocks } from "../../config/trackers.ts";
import { blocksOf } from "../../config/tree.ts";

function namesOf(config: Config, blocks: readonly string[]): readonly string[] {
  return blocks.flatMap((name) =>
    blocksOf(config, name).flatMap(({ args: [first] }) => first?.value ?? []),
  );
}

function foundIn(config: Config, { list, name, at }: Tracked): Found[] {
  const blocks = trackBlocks[list];
  const [block] = blocks;
  const known = namesOf(config, blocks);
  if (block === undefined || known.includes(name)) return [];
  const advice = known.length === 0 ? `there is no ${block}` : didYouMean(name, known).trim();
  return [{ where: [placeOf(config, at)], args: { list, name, block, advice } }];
}

function allIn(facts: Facts): Found[] {
  return configsOf(facts).flatMap((config) => {
    const own = instancesOf(facts).filter((one) => one.config === config);
    const lists = [...own, ...(config.unsure ? [] : syncGroupsOf(config))];
    return lists.flatMap(({ tracked }) => tracked.flatMap((one) => foundIn(config, one)));
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
