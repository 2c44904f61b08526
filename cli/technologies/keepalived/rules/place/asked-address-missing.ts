import { phrase } from "../../../../core/kinds/phrase.ts";
import type { Facts, Found, Place, RuleKind } from "../../../../core/kinds/rule.ts";
import { placeIn, stepHas } from "../../../../core/kinds/rule.ts";
import { type Config, configsOf, placeOf } from "../../config/config.ts";
import { instancesOf } from "../../config/instances.ts";
import { allAddresses } from "../../config/pairs.ts";
import { absent, listed } from "../../config/places.ts";
import { segmentOf } from "../../config/segments.ts";
import { blocksOf, isSet, lastOf } from "../../config/tree.ts";
import { namedOwners, serving, type Watched, watchedOf } from "../../config/wanted.ts";

const scripts = ["notify", "notify_master", "notify_backup"];

/** A script of its own may move any address. */
function isMovedOtherwise(config: Config): boolean {
  const blocks = [...blocksOf(config, "vrrp_instance"), ...blocksOf(config, "vrrp_sync_group")];
  return blocks.some((block) => scripts.some((name) => isSet(block, name)));
}

/** The nodes that have to move it: of the role of those that the lab names as owners, or that have it. */
function movers(facts: Facts, { probe, segment, address }: Watched): readonly Config[] {
  const near = configsOf(facts).filter(
    ({ node, unsure }) => !unsure && node.links.some((link) => link.segment === segment),
  );
  const named = [
    ...namedOwners(facts, probe),
    ...serving(facts, address).map(({ config }) => config.node.name),
  ];
  const known = facts.nodes.filter(({ name }) => named.includes(name)).map(({ role }) => role);
  const roles = new Set(known.length > 0 ? known : near.map(({ node }) => node.role));
  // Nobody knows whose work it would be.
  if (known.length === 0 && roles.size > 1) return [];
  return near.filter(({ node }) => roles.has(node.role));
}

/** The list that it would belong to. */
function placeFor(facts: Facts, config: Config, { segment }: Watched): Place {
  const own = instancesOf(facts).filter((one) => one.config === config);
  const near = own.find((one) => segmentOf(one) === segment) ?? own[0];
  if (!near) return placeIn(config.main);
  const list = lastOf(near.block, "virtual_ipaddress");
  return placeOf(config, near.addresses[0]?.at ?? list?.at ?? near.at);
}

function foundIn(facts: Facts, watched: Watched): Found[] {
  const { address } = watched;
  const has = serving(facts, address);
  const lacking = movers(facts, watched).filter(
    (config) => !has.some((one) => one.config === config) && !isMovedOtherwise(config),
  );
  if (
    lacking.length === 0 ||
    facts.nodes.some(({ links }) => links.some((l) => l.address === address))
  )
    return [];
  const others = instancesOf(facts).filter(({ config }) => lacking.includes(config));
  const list = listed(others.flatMap(allAddresses), phrase`no address`);
  const nodes = listed(
    lacking.map(({ node }) => node.name),
    "",
  );
  const where = lacking.map((config) => placeFor(facts, config, watched));
  return [
    { where, args: { address, nodes, list, segment: watched.segment, probe: watched.probe } },
  ];
}

export const kind: RuleKind = {
  kind: "asked-address-missing",
  severity: "error",
  rank: 17,
  needs: "files",
  follows: [...absent, "keepalived/address-lists-differ"],
  source: "the lab's probes; keepalived.conf(5): virtual_ipaddress",
  breaks: (step, { args }) =>
    [...step.expect, ...step.mended].some((spec) => spec["probe"] === args["probe"]) ||
    stepHas(step, { formulas: ["vrrp-crash", "vrrp-stop", "vrrp-track"] }),
  find: (facts) => watchedOf(facts).flatMap((watched) => foundIn(facts, watched)),
};
