import { phrase } from "../../../core/kinds/phrase.ts";
import { type Found, placeIn, type RuleKind } from "../../../core/kinds/rule.ts";
import { type Krb5Conf, type Relation, relationOf, relationsOf } from "../config/krb5-conf.ts";
import { isNo } from "../config/smb-conf.ts";
import { clientsOf, controllersOf, losesLogons, oncePerLine } from "../facts.ts";

const kdcsOf = ({ relations }: Krb5Conf): readonly Relation[] =>
  relations.filter(({ path: [section, , tag] }) => section === "realms" && tag === "kdc");

export const kind: RuleKind = {
  kind: "kdc-single",
  severity: "error",
  rank: 30,
  needs: "files",
  source: "krb5.conf(5), [realms]: kdc; DNS is asked only where none is named",
  breaks: losesLogons,
  find(facts) {
    if (controllersOf(facts).length < 2) return [];
    return oncePerLine(
      clientsOf(facts).flatMap(({ krb5 }): Found[] => {
        if (!krb5 || krb5.conf.bad !== undefined) return [];
        const realm = relationOf(krb5.conf, "libdefaults", "default_realm")?.value ?? "";
        const own = relationsOf(krb5.conf, "realms", realm, "kdc");
        // A default realm that nothing is said of is another mistake.
        const named = own.length > 0 ? own : kdcsOf(krb5.conf);
        const lookup = relationOf(krb5.conf, "libdefaults", "dns_lookup_kdc");
        const hosts = new Set(named.map(({ value }) => value));
        if (hosts.size > 1) return [];
        const [only] = named;
        if (only) return [{ where: [placeIn(krb5.file, only.line)], args: { kdc: only.value } }];
        if (!lookup || !isNo(lookup.value)) return [];
        return [{ where: [placeIn(krb5.file, lookup.line)], args: { kdc: phrase`none` } }];
      }),
    );
  },
};
