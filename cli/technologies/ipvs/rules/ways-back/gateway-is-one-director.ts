import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { stepHas } from "../../../../core/kinds/rule.ts";
import { placeOf } from "../../../shell/boot.ts";
import { directorNodes, mayRewrite } from "../../directors.ts";
import {
  backendsOf,
  clientAddresses,
  movedAddresses,
  onePerNode,
  together,
  wayTo,
} from "../../world.ts";

export const kind: RuleKind = {
  kind: "gateway-is-one-director",
  severity: "error",
  rank: 25,
  needs: "files",
  source: "ipvsadm(8), --masquerading: the answers pass the director that balances",
  breaks: (step) => stepHas(step, { formulas: ["vrrp-crash", "vrrp-track"] }),
  find(facts) {
    const directors = directorNodes(facts);
    const asked = backendsOf(facts).filter(({ method }) => method === "NAT");
    if (directors.length < 2) return [];
    const found = onePerNode(asked).flatMap((backend): Found[] => {
      const { node, boot, service } = backend;
      const [client] = clientAddresses(facts, service);
      const way = client === undefined ? undefined : wayTo(node, boot, client);
      if (way?.how !== "via" || way.line === undefined) return [];
      const { gateway, line } = way;
      const one = directors.find(({ links }) => links.some(({ address }) => address === gateway));
      if (!one || mayRewrite(backend, facts) || movedAddresses(facts).includes(gateway)) return [];
      return [{ where: placeOf(boot, { line }), args: { gateway, director: one.name } }];
    });
    return together(found);
  },
};
