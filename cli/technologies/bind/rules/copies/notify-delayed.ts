import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { placeOf } from "../../config/clauses.ts";
import { limitsOf } from "../../config/demands.ts";
import { serverOn } from "../../config/network.ts";
import { unread } from "../../config/said.ts";
import { secondsOf, settingOf, zonesNamed } from "../../config/server.ts";

/** named's own (bin/named/config.c). Up to it a change is late only when it follows another one at once. */
const usualS = 5;

export const kind: RuleKind = {
  kind: "notify-delayed",
  severity: "error",
  rank: 40,
  needs: "files",
  follows: [...unread, "bind/notify-never-reaches"],
  source: "BIND 9.18 ARM, notify-delay",
  breaks: (step, { args }, facts) =>
    limitsOf(facts, "dns-notify").some(
      (limit) => limit.step === step.id && Number(args["delay"]) > limit.limitS,
    ),
  find(facts) {
    const all = limitsOf(facts, "dns-notify").flatMap(({ node, zone, limitS }): Found[] => {
      const server = serverOn(facts, node ?? "");
      const [one] = server ? zonesNamed(server, zone ?? "") : [];
      const clause = one && settingOf(one, "notify-delay");
      const delay = secondsOf(clause);
      if (!clause || delay === undefined || delay <= Math.max(limitS, usualS)) return [];
      const place = placeOf(clause);
      return [{ where: [place], args: { delay, limit: limitS, primary: place.node } }];
    });
    const place = ({ where: [first] }: Found) => `${first?.node} ${first?.file} ${first?.line}`;
    return [...new Map(all.map((found) => [place(found), found])).values()];
  },
};
