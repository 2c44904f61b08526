/** What the rules of zone files and their records say. */
import type { Texts } from "../../../core/kinds/rule.ts";

export const zones: Texts = {
  "zone-file-missing": {
    title: "{primary} answers SERVFAIL for {zone}: the zone is not loaded",
    because: "{primary} is to have {zone} from a file, and {says}{near}.",
    see: "halab exec {lab} {node} -- named-checkconf -z",
    hints: [
      "From which file does {primary} read the zone? Is it there?",
      "A path without a leading slash counts from directory in the options.",
      "Line {line} of {file}: the path of the zone's file, or put the file there.",
    ],
    why: "A primary has its zone from a file. Without it named runs, and answers SERVFAIL for every name of the zone.",
    example:
      'zone "lab.test" { type primary; file "/var/lib/bind/lab.zone"; };   # it is lab.test.zone',
  },
  "zone-file-unwritable": {
    title: "{secondary} loses its copy of {zone} at every restart",
    because: "{secondary} is to keep its copy of {zone} in {path}, and named may not write there.",
    see: "halab exec {lab} {node} -- ls -ld /etc/bind /var/cache/bind",
    hints: [
      "Who writes this file, and as which user does named run?",
      "named runs as the user bind. Configurations lie in /etc/bind, what named writes lies in /var/cache/bind.",
      "Line {line} of {file}: a path below /var/cache/bind.",
    ],
    why: 'A secondary writes its copy to a file, so that it can answer at once after a restart. Where it may not, it logs "dumping master file: open: permission denied", and has nothing when it starts while the primary is away.',
    example: 'zone "lab.test" { type secondary; file "/etc/bind/lab.test.db"; };',
  },
  "zone-missing": {
    title: "{server} does not know {zones}",
    because: "The lab needs {zones} on {server}, and its configuration has {has}{near}.",
    see: "halab exec {lab} {server} -- named-checkconf -l",
    hints: [
      "Which zones has {server}?",
      "A server has a zone by a zone statement in its named.conf, of type primary or secondary.",
      "Add a statement zone with its name to {file} of {server}.",
    ],
    why: "A server refuses questions for zones that it does not have. A mistyped name of a zone is another zone.",
    example: 'zone "lab.tset" { type primary; file "/var/lib/bind/lab.test.zone"; };',
  },
  "soa-malformed": {
    title: "{primary} does not load {zone}: its SOA record is wrong",
    because: "The file of {zone} on {primary} cannot be loaded: {says}.",
    see: "halab exec {lab} {node} -- named-checkzone {zone} {file}",
    hints: [
      "Which seven things stand in a SOA record?",
      "The name of the primary, the mailbox of who looks after it, then serial, refresh, retry, expire, negative TTL.",
      "Line {line} of {file}: two names and five numbers, in parentheses when they go over several lines.",
    ],
    why: "Every zone begins with exactly one SOA record. Without a right one named does not load the zone, and answers SERVFAIL.",
    example: "@ IN SOA ns1 hostmaster ( 5 2 15 1 )   ; the serial is missing",
  },
  "no-ns": {
    title: "{primary} does not load {zone}: it names no name server",
    because: "The file of {zone} on {primary} has no NS record at the zone's own name.",
    see: "halab exec {lab} {node} -- named-checkzone {zone} {file}",
    hints: [
      "Which servers have this zone? Where does the zone say so?",
      "An NS record belongs to the zone's own name, @.",
      "Below the SOA record in {file}: @ IN NS and a name server, one line for each.",
    ],
    why: 'A zone names its servers itself. named refuses one that does not, with "has no NS records".',
    example: "@ IN SOA ns hostmaster ( 1 3600 600 86400 4 )\nwww IN A 10.84.0.21",
  },
  "ns-without-address": {
    title: "{primary} does not load {zone}: a name server has no address",
    because:
      "An NS record of {zone} names {name}, which lies in the zone, and no record there gives it an address.",
    see: "halab exec {lab} {node} -- named-checkzone {zone} {file}",
    hints: [
      "How does anybody find the name server of line {line}?",
      "A name without a final dot gets the zone's name behind it. Is {name} what was meant?",
      "Add an A record of {name} to {file}, or correct line {line}.",
    ],
    why: 'A name server within its own zone needs its address there. named refuses the zone, with "has no address records (A or AAAA)".',
    example: "@   IN NS ns\nns1 IN A  10.84.0.53",
  },
  "cname-beside-others": {
    title: "{primary} does not load {zone}: a name is an alias, and more than that",
    because: "{name} has a CNAME record and, beside it, a record of type {type}.",
    see: "halab exec {lab} {node} -- named-checkzone {zone} {file}",
    hints: [
      "What does an alias say of the other records of its name?",
      "Who asks for an alias is sent on to the other name, for every type. So nothing may stand beside it.",
      "Take the CNAME record in line {line} of {file} out, or the other one.",
    ],
    why: 'A name with a CNAME record is another name for something, and has nothing of its own. named refuses the zone, with "CNAME and other data".',
    example: "www IN CNAME servers\nwww IN A     10.84.0.21",
  },
  "record-malformed": {
    title: "{primary} does not load {zone}: named stumbles over a line",
    because: "The file of {zone} on {primary} cannot be read: {says}.",
    see: "halab exec {lab} {node} -- named-checkzone {zone} {file}",
    hints: [
      "What does named-checkzone say, and of which line?",
      "Look at {file}, line {line}, character by character: four numbers up to 255 with dots, parentheses and quotation marks in pairs.",
      "Correct line {line} of {file}.",
    ],
    why: "named loads a zone whole or not at all. One line that it cannot read makes it answer SERVFAIL for every name, or go on with the old version.",
    example: "www IN A 10.84.0.300",
  },
  "final-dot-missing": {
    title: "A name has become {name}",
    because:
      "In {zone} a name was written out without a final dot, so it got the zone's name behind it, and is {name}.",
    see: "halab exec {lab} {node} -- named-compilezone -o - {zone} {file}",
    hints: [
      "Which names does the zone really have?",
      "A name in a zone file is whole when a dot ends it. Any other gets the origin, here {zone}, behind it.",
      "Line {line} of {file}: {meant} with its final dot, or without the zone's name.",
    ],
    why: "Names in a zone file are relative unless they end with a dot. named-checkzone does not complain: the doubled name is a right one, only nobody asks for it.",
    example: "www.lab.test IN A 10.84.0.21",
  },
  "record-missing": {
    title: "Clients of {asked} do not get to every server",
    because: "{name} {says}, and the lab wants {wanted} there, too.",
    see: "halab exec {lab} {server} -- dig +noall +answer @localhost {name}",
    hints: [
      "Which addresses has {name}, and which should it have?",
      "One record is one address. A name with several servers has a line for each of them.",
      "Add an A record of {name} to {file}: {wanted}.",
    ],
    why: "Round-robin DNS shares the load among the addresses of a name. A server without a record gets no client at all.",
    example: "www IN A 10.84.0.21\n    IN A 10.84.0.22   ; and web3?",
  },
  "address-of-nobody": {
    title: "A part of the clients of {name} reaches nobody",
    because: "{name} has the address {address}, and no machine of the lab has it.",
    see: "halab exec {lab} {resolver} -- ping -c 1 -W 1 {address}",
    hints: [
      "Who is {address}?",
      "Each address of a name gets its share of the clients, whether somebody is there or not.",
      "Take line {line} out of {file}, or correct its address.",
    ],
    why: "DNS does not know whether a server lives. A record that was left over sends its share of the clients into nothing.",
    example: "www IN A 10.84.0.24   ; web4, gone last year",
  },
  "one-balancer-only": {
    title: "{name} is gone when one load balancer goes",
    because:
      "{name} stands for {addresses}, the own address of a load balancer, and what {nodes} share is {vip}.",
    see: "halab exec {lab} {node} -- dig +short @localhost {name}",
    hints: [
      "Which address moves to the other load balancer when one dies?",
      "Each balancer has an address of its own, and one of them has the virtual address beside it.",
      "Line {line} of {file}: {vip}.",
    ],
    why: "A pair of load balancers is available by its virtual address, which moves. Who goes to one balancer's own address goes down with it.",
    example: "balanced IN A 10.84.0.11   ; lb1; the virtual address is 10.84.0.100",
  },
  "zone-file-shared": {
    title: "{server} does not start: two zones have one file",
    because: "{server} is to keep {zones} in the same file, {path}.",
    see: "halab exec {lab} {server} -- named-checkconf",
    hints: [
      "Where does each of the two zones lie?",
      "named writes a copy to its file; two zones would overwrite each other.",
      "Line {line} of {file}: a file of its own.",
    ],
    why: 'A copied statement with the old file in it is a usual slip. named says "writeable file already in use", and does not start.',
    example:
      'zone "a.test" { type secondary; file "a.db"; };\nzone "b.test" { type secondary; file "a.db"; };',
  },
};
