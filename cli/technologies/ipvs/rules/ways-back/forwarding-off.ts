import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { bootOf, placeOf, sysctlOf } from "../../../shell/boot.ts";
import { runsScripts } from "../../directors.ts";
import { backendsOf, methodPlace, together, usesServices } from "../../world.ts";

export const kind: RuleKind = {
  kind: "forwarding-off",
  severity: "error",
  rank: 20,
  needs: "files",
  follows: ["ipvs/wrong-method"],
  source: "Linux Documentation/networking/ip-sysctl.rst, ip_forward; ipvsadm(8), --masquerading",
  breaks: usesServices,
  find(facts) {
    const asked = backendsOf(facts).filter(({ method }) => method === "NAT");
    const directors = new Map(asked.map((one) => [one.service.config.node.name, one]));
    const found = [...directors.values()].flatMap((one): Found[] => {
      const { config } = one.service;
      const boot = bootOf(config.node, facts);
      const setting = sysctlOf(config.node, boot, "net.ipv4.ip_forward");
      const value = "value" in setting ? setting.value : "0";
      const other = sysctlOf(config.node, boot, "net.ipv4.conf.all.forwarding");
      const unseen = setting.how === "none" && (runsScripts(config) || !boot.file);
      if (setting.how === "unknown" || value !== "0" || unseen || other.how !== "none") return [];
      const where = setting.how === "set" ? [setting.place] : placeOf(boot, undefined);
      return [{ where: [...where, methodPlace(one)], args: { value } }];
    });
    return together(found);
  },
};
