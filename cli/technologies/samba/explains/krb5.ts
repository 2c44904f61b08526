import type { Directive, ExplainKind } from "../../../core/kinds/rule.ts";
import { parseKrb5Conf } from "../config/krb5-conf.ts";

const source = "krb5.conf(5)";

const directives: readonly Directive[] = [
  {
    name: "default_realm",
    does: "The realm of principals that are named without one. A realm is the domain's name in capitals.",
    otherwise: "the one that DNS or the host's name suggest",
    source,
  },
  {
    name: "dns_lookup_kdc",
    does: "Whether DNS is asked for the KDCs of a realm (SRV records), where [realms] names none; and, even where it names some, who the primary one is.",
    otherwise: "true",
    source,
  },
  {
    name: "dns_lookup_realm",
    does: "Whether DNS is asked (TXT records) to which realm a host belongs.",
    otherwise: "false",
    source,
  },
  {
    name: "dns_uri_lookup",
    does: "Whether DNS is asked for a URI record of the realm before the SRV records: one question more to a name server that may be off.",
    otherwise: "true",
    source,
  },
  {
    name: "udp_preference_limit",
    does: "A question of more bytes than this goes to a KDC by TCP at once. The answer may be too big for UDP however short the question is; then all is said again by TCP.",
    unit: "bytes",
    otherwise: "1465",
    source,
  },
  {
    name: "kdc",
    does: "A host that issues tickets for this realm. Several lines are asked in their order, each for about a second; where one stands, DNS is not asked.",
    source,
  },
  {
    name: "admin_server",
    does: "The host that changes passwords and principals by kadmin.",
    source,
  },
];

export const kind: ExplainKind = {
  kind: "krb5",
  takes: (path) => path.endsWith("/krb5.conf"),
  hashComments: true,
  at(text, line) {
    const said = parseKrb5Conf(text).relations.find((one) => one.line === line);
    const name = said?.path.at(-1);
    return directives.find((one) => one.name === name);
  },
};
