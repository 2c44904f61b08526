import { anyOf } from "../../../../core/kinds/phrase.ts";
import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { placeOf, takesAddress } from "../../../shell/boot.ts";
import { directorAddresses, mayRewrite } from "../../directors.ts";
import {
  type Backend,
  backendsOf,
  clientAddresses,
  linkTo,
  methodPlace,
  onePerNode,
  together,
  usesServices,
  wayTo,
} from "../../world.ts";

function hasAddress({ node, boot, service }: Backend): boolean | undefined {
  if (node.links.some(({ address }) => address === service.address)) return true;
  return takesAddress(boot, service.address);
}

/** Whether its answers to clients pass a director. */
function answersThrough(one: Backend, facts: Facts): boolean | undefined {
  const [client] = clientAddresses(facts, one.service);
  const way = client === undefined ? undefined : wayTo(one.node, one.boot, client);
  if (!way || way.how === "unknown" || mayRewrite(one, facts)) return undefined;
  return way.how === "via" && directorAddresses(facts).includes(way.gateway);
}

/** Another method fits the real servers as they are; undefined: this one may. */
function better(one: Backend, all: readonly Backend[], facts: Facts): string | undefined {
  const director = one.service.config.node;
  if (one.method === "DR" && !linkTo(director, one.server.address)) return "TUN";
  const through = answersThrough(one, facts);
  if (one.method === "NAT")
    return hasAddress(one) === true && through === false ? anyOf(["DR", "TUN"]) : undefined;
  const nobody = all.every((other) => hasAddress(other) === false);
  return nobody && through === true ? "NAT" : undefined;
}

export const kind: RuleKind = {
  kind: "wrong-method",
  severity: "error",
  rank: 10,
  needs: "files",
  source: "ipvsadm(8), packet-forwarding-method; keepalived.conf(5), lvs_method",
  breaks: usesServices,
  find(facts) {
    const all = onePerNode(backendsOf(facts));
    const found = backendsOf(facts).flatMap((one): Found[] => {
      const fitting = better(one, all, facts);
      if (fitting === undefined) return [];
      const where = [methodPlace(one), ...placeOf(one.boot, undefined)];
      return [{ where, args: { method: one.method ?? "", fitting } }];
    });
    return together(found);
  },
};
