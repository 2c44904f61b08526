import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { placeOf, takesAddress } from "../../../shell/boot.ts";
import { backendsOf, methodPlace, onePerNode, together, usesServices } from "../../world.ts";

export const kind: RuleKind = {
  kind: "address-missing",
  severity: "error",
  rank: 20,
  needs: "files",
  follows: ["ipvs/wrong-method"],
  source: "ipvsadm(8), --gatewaying and --ipip: real servers have the virtual address",
  breaks: usesServices,
  find(facts) {
    const asked = backendsOf(facts).filter(({ method }) => method === "DR" || method === "TUN");
    const found = onePerNode(asked).flatMap((one): Found[] => {
      const { node, boot, service } = one;
      const own = node.links.some(({ address }) => address === service.address);
      const otherwise = node.services.includes("keepalived") || !boot.file;
      if (otherwise || own || takesAddress(boot, service.address) !== false) return [];
      const where = [...placeOf(boot, undefined), methodPlace(one)];
      return [{ where, args: { vip: service.address, method: one.method ?? "" } }];
    });
    return together(found);
  },
};
