import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { placeOf } from "../../../shell/boot.ts";
import { mayRewrite } from "../../directors.ts";
import {
  backendsOf,
  clientAddresses,
  linkTo,
  methodPlace,
  onePerNode,
  together,
  usesServices,
} from "../../world.ts";

export const kind: RuleKind = {
  kind: "answers-directly",
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
      const client = clientAddresses(facts, service).find((address) => linkTo(node, address));
      if (client === undefined || mayRewrite(one, facts) || !boot.certain) return [];
      // Routes to the client alone may lead over the director all the same.
      if (boot.effects.all.some(({ kind: it }) => it === "route" || it === "link")) return [];
      return [
        {
          where: [methodPlace(one), ...placeOf(boot, undefined)],
          args: { client },
        },
      ];
    });
    return together(found);
  },
};
