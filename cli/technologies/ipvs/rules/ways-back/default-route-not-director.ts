import { phrase } from "../../../../core/kinds/phrase.ts";
import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { placeOf } from "../../../shell/boot.ts";
import { directorAddresses, mayRewrite } from "../../directors.ts";
import {
  backendsOf,
  clientAddresses,
  methodPlace,
  onePerNode,
  together,
  usesServices,
  wayTo,
} from "../../world.ts";

export const kind: RuleKind = {
  kind: "default-route-not-director",
  severity: "error",
  rank: 20,
  needs: "files",
  follows: ["ipvs/wrong-method"],
  source: "ipvsadm(8), --masquerading: the answers pass the director",
  breaks: usesServices,
  find(facts) {
    const asked = backendsOf(facts).filter(({ method }) => method === "NAT");
    const found = onePerNode(asked).flatMap((one): Found[] => {
      const { node, boot, service } = one;
      const [client] = clientAddresses(facts, service);
      if (client === undefined || !boot.file || mayRewrite(one, facts)) return [];
      const way = wayTo(node, boot, client);
      if (way.how === "unknown" || way.how === "direct") return [];
      const gateway = way.how === "via" ? way.gateway : phrase`no route`;
      if (directorAddresses(facts).includes(gateway)) return [];
      const line = way.line === undefined ? undefined : { line: way.line };
      return [{ where: [...placeOf(boot, line), methodPlace(one)], args: { gateway, client } }];
    });
    return together(found);
  },
};
