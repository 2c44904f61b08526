/** What directives, records and the numbers of a SOA record mean in a zone file. */
import type { Directive } from "../../../core/kinds/rule.ts";

export const directives: readonly Directive[] = [
  {
    name: "$TTL",
    does: "The TTL of all records below that have none of their own: how long a resolver may keep them.",
    unit: "seconds, or with w, d, h, m, s",
    source: "RFC 2308 4",
  },
  {
    name: "$ORIGIN",
    does: "What names below get behind them that do not end with a dot.",
    otherwise: "the zone's name",
    source: "RFC 1035 5.1",
  },
  {
    name: "$INCLUDE",
    does: "Reads another file here, with an origin of its own if a second word says one. Afterwards origin and owner are those from before.",
    source: "RFC 1035 5.1",
  },
  {
    name: "$GENERATE",
    does: "Makes many records of one line: for each number of the range, which stands where $ is.",
    source: "BIND 9.18 ARM, BIND primary file extension: the $GENERATE directive",
  },
];

export const records: readonly Directive[] = [
  {
    name: "SOA",
    does: "The zone's first record: its primary, the mailbox of who looks after it (with a dot for @), and five numbers: serial, refresh, retry, expire, negative TTL.",
    source: "RFC 1035 3.3.13",
  },
  {
    name: "NS",
    does: "A name server of this zone; below a deeper name: that part of the tree has servers of its own. The server needs an address.",
    source: "RFC 1035 3.3.11",
  },
  {
    name: "A",
    does: "An IPv4 address of the name. Several of them are given in turn.",
    source: "RFC 1035 3.4.1",
  },
  { name: "AAAA", does: "An IPv6 address of the name.", source: "RFC 3596 2.1" },
  {
    name: "CNAME",
    does: "The name is an alias of another one. Nothing else may stand beside it.",
    source: "RFC 1034 3.6.2",
  },
  { name: "DNAME", does: "All names below this one are aliases.", source: "RFC 6672" },
  {
    name: "MX",
    does: "Where mail for the name goes; the lower number is tried first.",
    source: "RFC 1035 3.3.9",
  },
  { name: "TXT", does: "Any text.", source: "RFC 1035 3.3.14" },
  { name: "PTR", does: "The name that an address stands for.", source: "RFC 1035 3.3.12" },
  {
    name: "SRV",
    does: "Where a service is: priority, weight, port, server.",
    source: "RFC 2782",
  },
  { name: "CAA", does: "Who may issue certificates for the name.", source: "RFC 8659" },
  { name: "DS", does: "The key that signs the zone below, by its digest.", source: "RFC 4034 5" },
  { name: "DNSKEY", does: "A key that signs this zone.", source: "RFC 4034 2" },
];

/** The data of a SOA record, in their order. */
export const soaFields: readonly Directive[] = [
  {
    name: "primary",
    does: "The zone's primary. NOTIFY does not go there.",
    source: "RFC 1035 3.3.13 MNAME; RFC 1996 3.3",
  },
  {
    name: "mailbox",
    does: "Who looks after the zone: the first dot stands for @.",
    source: "RFC 1035 3.3.13 RNAME",
  },
  {
    name: "serial",
    does: "The zone's version. A secondary copies when the primary's is newer than its own, so every change raises it; numbers go round at 4294967295.",
    source: "RFC 1035 3.3.13 SERIAL; RFC 1982",
  },
  {
    name: "refresh",
    does: "How often a secondary asks for the serial by itself. named asks no more often than min-refresh-time.",
    unit: "seconds, or with w, d, h, m, s",
    source: "RFC 1035 3.3.13 REFRESH",
  },
  {
    name: "retry",
    does: "How often a secondary asks while the primary is silent. named asks no more often than min-retry-time.",
    unit: "seconds, or with w, d, h, m, s",
    source: "RFC 1035 3.3.13 RETRY",
  },
  {
    name: "expire",
    does: "So long after it last heard the primary a secondary answers no more. named takes refresh + retry if it is less.",
    unit: "seconds, or with w, d, h, m, s",
    source: "RFC 1035 3.3.13 EXPIRE",
  },
  {
    name: "negative TTL",
    does: "How long a resolver remembers that there is no such name.",
    unit: "seconds, or with w, d, h, m, s",
    source: "RFC 2308 4",
  },
];
