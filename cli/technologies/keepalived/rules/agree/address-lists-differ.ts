import { phrase } from "../../../../core/kinds/phrase.ts";
import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { isIpv6 } from "../../config/addresses.ts";
import type { Instance } from "../../config/instances.ts";
import { hearingPairs, nodeOf, type Pair } from "../../config/pairs.ts";
import { absent, listed, placesOf } from "../../config/places.ts";
import type { Word } from "../../config/statements.ts";
import { lastOf } from "../../config/tree.ts";
import { isGlobal, isOn } from "../../config/values.ts";
import { needsAgreement } from "../../config/wanted.ts";

/** Adverts of a master that it has heard before are not looked into (skip_check_adv_addr). */
function isLenient({ config, block }: Instance): boolean {
  return isOn(block, "skip_check_adv_addr") || isGlobal(config, "vrrp_skip_check_adv_addr");
}

function lacking(one: Instance, other: Instance): Instance["addresses"] {
  const theirs = new Set(other.addresses.map(({ address }) => address));
  return one.addresses.filter(({ address }) => !theirs.has(address));
}

/** The first address that the other one does not have; else the list. */
function placeFor(one: Instance, other: Instance): Word {
  return lacking(one, other)[0]?.at ?? lastOf(one.block, "virtual_ipaddress")?.at ?? one.at;
}

function listOf({ addresses }: Instance): string {
  return listed(
    addresses.map(({ address }) => address),
    phrase`no address`,
  );
}

function foundIn({ one, other }: Pair): Found[] {
  if (isLenient(one) || isLenient(other)) return [];
  if ([...one.addresses, ...other.addresses].some(({ address }) => isIpv6(address))) return [];
  if (lacking(one, other).length + lacking(other, one).length === 0) return [];
  const lists = { list: listOf(one), otherList: listOf(other) };
  return [
    {
      where: placesOf([one, placeFor(one, other)], [other, placeFor(other, one)]),
      args: { ...lists, vrid: one.vrid?.value ?? "", other: nodeOf(other) },
    },
  ];
}

export const kind: RuleKind = {
  kind: "address-lists-differ",
  severity: "error",
  rank: 20,
  needs: "files",
  follows: absent,
  source: "RFC 3768 7.1, keepalived.conf(5): vrrp_skip_check_adv_addr",
  breaks: needsAgreement,
  find: (facts) => hearingPairs(facts).flatMap(foundIn),
};
