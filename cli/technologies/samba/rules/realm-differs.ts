import { type Found, placeIn, type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { relationOf } from "../config/krb5-conf.ts";
import { globalOf } from "../config/smb-conf.ts";
import { clientsOf, controllersOf, oncePerLine } from "../facts.ts";

export const kind: RuleKind = {
  kind: "realm-differs",
  severity: "error",
  rank: 15,
  needs: "files",
  source: "RFC 4120 6.1: realms are told apart by case; Samba's are in capitals",
  breaks: (step) => stepHas(step, { checks: ["logon-lost", "logon-outage"] }),
  find(facts) {
    const [first] = controllersOf(facts);
    const said = first && globalOf(first.conf, "realm");
    if (!first || !said) return [];
    const realm = said.value.toUpperCase();
    return oncePerLine(
      clientsOf(facts).flatMap(({ krb5 }): Found[] => {
        const own = krb5 && relationOf(krb5.conf, "libdefaults", "default_realm");
        if (!own || own.value === realm) return [];
        const where = [placeIn(krb5.file, own.line), placeIn(first.file, said.line)];
        return [{ where, args: { realm: own.value, theirs: realm, other: first.node.name } }];
      }),
    );
  },
};
