import { type Found, placeIn, type RuleKind } from "../../../core/kinds/rule.ts";
import { relationOf } from "../config/krb5-conf.ts";
import { isNo } from "../config/smb-conf.ts";
import { clientsOf, controllersOf, losesLogons, oncePerLine } from "../facts.ts";

export const kind: RuleKind = {
  kind: "logon-asks-dns",
  severity: "warning",
  rank: 40,
  needs: "files",
  source:
    "krb5.conf(5): dns_lookup_kdc, primary_kdc; MIT krb5 1.20 src/lib/krb5/os/sendto_kdc.c krb5_sendto_kdc()",
  breaks: losesLogons,
  find(facts) {
    if (controllersOf(facts).length < 2) return [];
    return oncePerLine(
      clientsOf(facts).flatMap(({ krb5 }): Found[] => {
        if (!krb5 || krb5.conf.bad !== undefined) return [];
        const { conf, file } = krb5;
        const realm = relationOf(conf, "libdefaults", "default_realm");
        const of = (tag: string) => relationOf(conf, "realms", realm?.value ?? "", tag);
        // Where no KDC is named DNS has to say who they are; who the primary one is may be said, too.
        const said = of("primary_kdc") ?? of("master_kdc");
        const lookup = relationOf(conf, "libdefaults", "dns_lookup_kdc");
        if (!of("kdc") || said || (lookup && isNo(lookup.value))) return [];
        return [{ where: [placeIn(file, (lookup ?? realm)?.line ?? 1)], args: {} }];
      }),
    );
  },
};
