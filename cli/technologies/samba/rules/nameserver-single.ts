import { phrase } from "../../../core/kinds/phrase.ts";
import { type Found, placeIn, type RuleKind } from "../../../core/kinds/rule.ts";
import { clientsOf, controllersOf, losesLogons, oncePerLine } from "../facts.ts";

export const kind: RuleKind = {
  kind: "nameserver-single",
  severity: "error",
  rank: 30,
  needs: "files",
  source: "resolv.conf(5): the servers are asked in their order",
  breaks: losesLogons,
  find(facts) {
    if (controllersOf(facts).length < 2) return [];
    return oncePerLine(
      clientsOf(facts).flatMap(({ resolv }): Found[] => {
        const servers = new Set(resolv?.servers.map(({ address }) => address));
        const [only] = resolv?.servers ?? [];
        if (!resolv || servers.size > 1) return [];
        const args = { server: only?.address ?? phrase`none` };
        return [{ where: [placeIn(resolv.file, only?.line ?? 1)], args }];
      }),
    );
  },
};
