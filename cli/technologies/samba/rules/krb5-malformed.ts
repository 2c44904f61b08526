import { type Found, placeIn, type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { clientsOf, oncePerLine } from "../facts.ts";

export const kind: RuleKind = {
  kind: "krb5-malformed",
  severity: "error",
  rank: 5,
  needs: "files",
  source: "krb5.conf(5): sections, relations, braces; MIT's library refuses the whole file",
  breaks: (step) => stepHas(step, { checks: ["logon-lost", "logon-outage"] }),
  find: (facts) =>
    oncePerLine(
      clientsOf(facts).flatMap(({ krb5 }): Found[] =>
        krb5?.conf.bad === undefined
          ? []
          : [{ where: [placeIn(krb5.file, krb5.conf.bad)], args: {} }],
      ),
    ),
};
