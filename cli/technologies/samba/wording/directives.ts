/** Parameters of smb.conf that matter to a controller of a domain. */
import type { Directive } from "../../../core/kinds/rule.ts";

const source = "smb.conf(5)";
const drepl = "Samba 4.17 source4/dsdb/repl/drepl_service.c";
const kcc = "Samba 4.17 source4/dsdb/kcc/kcc_service.c";

export const directives: readonly Directive[] = [
  {
    name: "realm",
    does: "The domain's name, which is its Kerberos realm and its DNS zone.",
    source,
  },
  {
    name: "workgroup",
    does: "The domain's short name (NetBIOS), as in LAB\\Administrator.",
    source,
  },
  {
    name: "netbios name",
    does: "What this controller is called in the directory; at most 15 letters.",
    otherwise: "the host's name",
    source,
  },
  {
    name: "server role",
    does: "What Samba is here. A controller is an `active directory domain controller`.",
    otherwise: "auto",
    source,
  },
  {
    name: "server services",
    does: "The tasks that `samba` starts: drepl replicates, kcc works out with whom, kdc issues tickets, ldap and cldap and rpc answer, dns has the zone. A list without signs replaces Samba's own; +NAME and -NAME change it.",
    otherwise:
      "s3fs, rpc, nbt, wrepl, ldap, cldap, kdc, drepl, winbindd, ntp_signd, kcc, dnsupdate, dns",
    source,
  },
  {
    name: "log level",
    does: "How much is logged: a number for all, and CLASS:NUMBER for some. At drs_repl:2 replication says which objects it renames.",
    otherwise: "0",
    source,
  },
  {
    name: "dns forwarder",
    does: "Name servers for questions that are not about the domain. One of the domain's own would ask itself.",
    source,
  },
  {
    name: "ldap server require strong auth",
    does: "Whether a simple bind without TLS is refused.",
    otherwise: "yes",
    source,
  },
  { name: "interfaces", does: "The interfaces or addresses that count.", otherwise: "all", source },
  {
    name: "bind interfaces only",
    does: "Whether Samba listens at the addresses of `interfaces` alone.",
    otherwise: "no",
    source,
  },
  {
    name: "dreplsrv:notify_interval",
    does: "How often the controller looks for changes that its partners do not have, to tell them.",
    unit: "seconds",
    otherwise: "5",
    source: drepl,
  },
  {
    name: "dreplsrv:periodic_interval",
    does: "How often the controller pulls from every partner unasked, should a notification have been lost.",
    unit: "seconds",
    otherwise: "300",
    source: drepl,
  },
  {
    name: "dreplsrv:periodic_startup_interval",
    does: "How long after its start the controller pulls from its partners for the first time.",
    unit: "seconds",
    otherwise: "15",
    source: drepl,
  },
  {
    name: "kccsrv:periodic_interval",
    does: "How often the KCC works out with whom the controller replicates, and makes connections that are missing.",
    unit: "seconds",
    otherwise: "300",
    source: kcc,
  },
  {
    name: "kccsrv:periodic_startup_interval",
    does: "How long after the start the KCC runs for the first time.",
    unit: "seconds",
    otherwise: "15",
    source: kcc,
  },
  {
    name: "kccsrv:samba_kcc",
    does: "Whether the KCC follows sites and site links; `no`: everybody replicates with everybody, as before Samba 4.5.",
    otherwise: "yes",
    source: kcc,
  },
  { name: "path", does: "The folder that a share shows.", source },
  { name: "read only", does: "Whether a share takes no writes.", otherwise: "yes", source },
];
