import { phrase } from "../../../../core/kinds/phrase.ts";
import type { RuleKind } from "../../../../core/kinds/rule.ts";
import { foundOn, nearer, seenOf } from "../../meaning/seen.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

export const kind: RuleKind = {
  kind: "node-unclean",
  severity: "error",
  rank: 62,
  needs: "node",
  follows: nearer,
  source: "Pacemaker Explained, Fencing; crm_mon(8): UNCLEAN",
  breaks: expectsAnything,
  find: (facts) =>
    seenOf(facts).flatMap((seen) =>
      seen.values.nodes
        .filter(({ unclean }) => unclean)
        .map(({ name, online }) =>
          foundOn(seen, `Node ${name}: UNCLEAN (${online ? "online" : "offline"})`, {
            unclean: name,
            fencing: seen.values.fencing ? phrase`has not succeeded` : phrase`is off`,
          }),
        ),
    ),
};
