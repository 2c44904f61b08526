import { type Found, placeIn, type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { clientsOf, controllersOf, isController, oncePerLine } from "../facts.ts";

export const kind: RuleKind = {
  kind: "kdc-unknown",
  severity: "error",
  rank: 25,
  needs: "files",
  source: "krb5.conf(5), [realms]: kdc",
  breaks: (step) => stepHas(step, { checks: ["logon-lost", "logon-outage"] }),
  find(facts) {
    const all = controllersOf(facts);
    if (all.length === 0) return [];
    return oncePerLine(
      clientsOf(facts).flatMap(({ krb5 }) => {
        const named = krb5?.conf.relations.filter(
          ({ path: [section, , tag] }) => section === "realms" && tag === "kdc",
        );
        const strange = (named ?? []).filter(({ value }) => !isController(all, value));
        return strange.flatMap(({ value, line }): Found[] =>
          krb5 ? [{ where: [placeIn(krb5.file, line)], args: { kdc: value } }] : [],
        );
      }),
    );
  },
};
