/** What the statements of named.conf do, with their defaults in BIND 9.18. */
import type { Directive } from "../../../core/kinds/rule.ts";

/** Name, what it does, what holds without it, and the unit of its value. */
type Row = readonly [name: string, does: string, otherwise?: string, unit?: string];

const blocks: readonly Row[] = [
  ["include", "Reads another file here, or all that fit a pattern of the shell."],
  ["options", "What holds for the whole server, where a view or a zone says nothing else."],
  [
    "view",
    "Zones and options for those clients that match-clients lets in; the first view that fits a question answers it. With a view, every zone stands in one.",
  ],
  ["match-clients", "The clients that a view is for: addresses and keys.", "any"],
  ["match-destinations", "The server's own addresses that a view is asked at.", "any"],
  [
    "acl",
    "A name for a list of addresses, networks and keys. The first element that fits decides; ! before one turns it round.",
  ],
  [
    "key",
    "A shared secret (TSIG): name, algorithm and secret are the same on both sides. Defining it signs nothing yet.",
  ],
  ["algorithm", "How a key signs, such as hmac-sha256."],
  ["secret", "The shared secret of a key, in base64."],
  [
    "server",
    "What holds for one other server, or a network of them: keys that questions to it are signed with, IXFR or not.",
  ],
  [
    "keys",
    "The key that questions to this server are signed with; in controls, the keys that rndc may use.",
    "none",
  ],
  [
    "controls",
    "Where named listens for rndc, and who may use it.",
    "127.0.0.1 and ::1, port 953, with the key of rndc.key",
  ],
  ["inet", "An address and port to listen on for rndc, or for statistics."],
  ["logging", "What is logged, and where to."],
  ["channel", "A place to log to: file, syslog, stderr."],
  ["category", "Which messages go to which channels."],
  ["statistics-channels", "Where named's counters can be read by HTTP.", "nowhere"],
];

const zone: readonly Row[] = [
  [
    "zone",
    "A part of the tree of names, and what this server is for it: primary, secondary, or where it asks for it.",
  ],
  [
    "type",
    "primary: the zone is in a file here. secondary: it is copied from primaries. static-stub, stub, forward: others are asked. hint: where the root is.",
  ],
  [
    "file",
    "The zone's file; without a slash in front it counts from directory. named must be able to write a secondary's.",
  ],
  [
    "primaries",
    "Where a secondary copies the zone from; with key NAME behind an address its questions are signed. At the top of the file: a name for such a list.",
  ],
  ["masters", "The older word for primaries."],
  ["in-view", "The zone is the one of that other view."],
  ["server-addresses", "Of a static-stub zone: the servers that are asked for it."],
  ["server-names", "Of a static-stub zone: the servers that are asked for it, by name."],
  ["journal", "The file of a zone's differences.", "the zone's file with .jnl behind it"],
  ["allow-update", "Who may change the zone by updates (RFC 2136).", "nobody"],
  ["update-policy", "Who may change which names of the zone by updates."],
  ["inline-signing", "named signs a copy of the zone, and leaves its file alone.", "no"],
  ["dnssec-policy", "With which keys named signs the zone, and how it changes them.", "none"],
  [
    "check-integrity",
    "Looks when a zone is loaded whether its name servers have addresses.",
    "yes",
  ],
];

const transfers: readonly Row[] = [
  [
    "allow-transfer",
    "Who may have a zone whole. That of a zone replaces that of the options.",
    "any",
  ],
  [
    "allow-notify",
    "Whose NOTIFY a secondary hears, beside its primaries'.",
    "none but the primaries",
  ],
  [
    "notify",
    "Whom a change is told to: yes, those that NS records name (but not the one in the SOA record) and also-notify; explicit, also-notify alone; no, nobody.",
    "yes",
  ],
  [
    "also-notify",
    "Addresses that are told of changes, beside those that NS records name.",
    "nobody",
  ],
  ["notify-delay", "So long after a NOTIFY of a zone the next one waits.", "5", "seconds"],
  ["notify-rate", "NOTIFYs that are sent in a second.", "20", "per second"],
  [
    "notify-source",
    "The own address that NOTIFY is sent from; a secondary compares it with its primaries.",
  ],
  ["notify-to-soa", "Tells the server in the SOA record as well.", "no"],
  ["transfer-source", "The own address from which a secondary asks its primaries."],
  ["transfers-in", "Zones that are copied at the same time.", "10"],
  ["transfers-out", "Zones that are given at the same time.", "10"],
  ["transfers-per-ns", "Zones that are copied from one server at the same time.", "2"],
  [
    "serial-query-rate",
    "Questions for SOA records that secondaries send in a second.",
    "20",
    "per second",
  ],
  ["request-ixfr", "A secondary asks for the differences only.", "yes"],
  ["provide-ixfr", "Differences are given to who asks for them.", "yes"],
  [
    "ixfr-from-differences",
    "When a file is loaded anew, or a zone copied whole, named works out what has changed, and keeps it in the journal: then there is IXFR.",
    "no",
  ],
  [
    "max-ixfr-ratio",
    "Differences that are larger than this part of the zone are given as the whole zone.",
    "100%",
    "percent",
  ],
  ["max-journal-size", "How large a journal may grow.", "twice the zone", "bytes"],
  [
    "min-refresh-time",
    "A secondary asks no more often, whatever the SOA record says.",
    "300",
    "seconds",
  ],
  ["max-refresh-time", "A secondary asks at least as often.", "2419200 (4 weeks)", "seconds"],
  [
    "min-retry-time",
    "A secondary asks a silent primary no more often, whatever the SOA record says.",
    "500",
    "seconds",
  ],
  [
    "max-retry-time",
    "A secondary asks a silent primary at least as often.",
    "1209600 (2 weeks)",
    "seconds",
  ],
  [
    "masterfile-format",
    "How zones are kept in files: text, or raw (binary).",
    "text for primaries, raw for copies",
  ],
  [
    "multi-master",
    "Says nothing when one of several primaries has an older serial than another.",
    "no",
  ],
  ["dialup", "Asks and tells by the clock of a dialled line instead of the zone's timers.", "no"],
];

const answers: readonly Row[] = [
  ["directory", "named's working directory: names of files count from there."],
  ["listen-on", "The IPv4 addresses, and the port, where named answers.", "any, port 53"],
  ["listen-on-v6", "The same for IPv6.", "any, port 53"],
  [
    "recursion",
    "named asks others for its clients. Without it, it answers for its own zones only.",
    "yes",
  ],
  ["allow-query", "Who may ask at all.", "any"],
  [
    "allow-recursion",
    "For whom named asks others.",
    "allow-query-cache, else allow-query, else localnets and localhost",
  ],
  [
    "allow-query-cache",
    "Who is answered from the cache.",
    "allow-recursion, else allow-query, else localnets and localhost",
  ],
  ["blackhole", "Who is neither answered nor asked.", "none"],
  ["forwarders", "Servers that are asked instead of the zones' own.", "none"],
  [
    "forward",
    "first: if the forwarders are silent, named asks itself; only: it does not.",
    "first",
  ],
  ["max-cache-ttl", "No answer is kept longer, whatever its TTL.", "604800 (a week)", "seconds"],
  ["min-cache-ttl", "No answer is kept shorter, whatever its TTL; 90 at most.", "0", "seconds"],
  ["max-ncache-ttl", "No 'there is no such name' is kept longer.", "10800 (3 hours)", "seconds"],
  [
    "rrset-order",
    "In which order the records of an answer stand: cyclic (each time another first), random, none (as they come). The first element that fits a question decides.",
  ],
  ["sortlist", "Sorts the addresses of an answer for some clients, after rrset-order.", "none"],
  [
    "dnssec-validation",
    "Checks signatures of what others answer; auto brings the root's key along.",
    "auto",
  ],
  [
    "clients-per-query",
    "Clients that may wait for the same question; named raises it by itself up to max-clients-per-query. 0: no limit.",
    "10",
    "clients",
  ],
  [
    "max-clients-per-query",
    "The most that clients-per-query is raised to. 0: no limit.",
    "100",
    "clients",
  ],
  [
    "recursive-clients",
    "Questions of clients that named asks others for at the same time.",
    "1000",
  ],
  ["tcp-clients", "Connections that are served at the same time.", "150"],
  ["stale-answer-enable", "Answers from the cache beyond the TTL while nobody else answers.", "no"],
  ["minimal-responses", "Leaves out records that nobody asked for.", "no-auth-recursive"],
  [
    "empty-zones-enable",
    "Answers for zones of private addresses itself, with nothing in them.",
    "yes",
  ],
  ["querylog", "Logs every question.", "no, unless a category queries is logged"],
  ["version", "What is said to who asks for the version.", "the version"],
];

export const statements: readonly Directive[] = [...blocks, ...zone, ...transfers, ...answers].map(
  ([name, does, otherwise, unit]) => ({
    name,
    does,
    ...(unit === undefined ? {} : { unit }),
    ...(otherwise === undefined ? {} : { otherwise }),
    source: `named.conf(5); BIND 9.18 ARM, ${name}`,
  }),
);
