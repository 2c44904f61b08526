import { type Found, placeIn, type RuleKind } from "../../../../core/kinds/rule.ts";
import { allBalancers } from "../../meaning/balancers.ts";
import { breaksNamed, stepsAsking, together } from "../../meaning/findings.ts";

export const kind: RuleKind = {
  kind: "cut-off",
  severity: "error",
  rank: 5,
  needs: "files",
  source: "HAProxy 2.6 cfgparse.c, readcfgfile()",
  breaks: breaksNamed,
  find: (facts): readonly Found[] =>
    together(
      allBalancers(facts).flatMap(({ tree: { cutOff }, file }) =>
        cutOff === undefined
          ? []
          : [{ places: [placeIn(file, cutOff)], args: { steps: stepsAsking(facts.plan) } }],
      ),
    ),
};
