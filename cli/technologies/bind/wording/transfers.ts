/** What the rules of transfers say. */
import type { Texts } from "../../../core/kinds/rule.ts";

export const transfers: Texts = {
  "key-differs": {
    title: "{secondary} gets no copy: the check of its signature fails on {primary}",
    because: 'The {what} of the key "{key}" is {mine} on {secondary}, and {theirs} on {primary}.',
    see: "halab logs {lab} {primary} -n 20",
    hints: [
      "A key has three parts, and all three are the same on both sides. Which one is not?",
      "Compare the two key statements word by word: the name (it is part of the signature), algorithm, secret. The log of {primary} says BADKEY for the name, BADSIG for the secret.",
      "Put the {what} of {primary}'s key into {file} of {node}, line {line}; best copy the whole file.",
    ],
    why: "A transfer that is signed with a key is checked by name, algorithm and secret. If one of them differs, the primary refuses the question, whatever its allow-transfer says, and the secondary never has a zone.",
    example:
      '# ns1: key "transfer-key" { algorithm hmac-sha256; secret "b25l..."; };\n# ns2: key "transfer-key" { algorithm hmac-sha256; secret "dHdv..."; };',
  },
  "unsigned-transfer": {
    title: "{secondary} gets no copy: the transfer is refused",
    because:
      "{primary} gives {zones} to who signs with {keys} only, and {secondary} asks {remote} without a key.",
    see: "halab logs {lab} {primary} -n 20",
    hints: [
      "Whom does the primary trust, and how does it know who asks?",
      "A key statement alone signs nothing. {secondary} has to be told for which server it is to be used.",
      "Line {line} of {file}: write key and its name behind the primary's address, or add a statement server {remote} with keys.",
    ],
    why: "A secondary signs its questions only where a key is named beside the primary's address, or in a server statement. The primary answers an unsigned one with REFUSED, and the secondary has no zone to answer from.",
    example: 'primaries { 10.79.0.11; };   # and the primary wants: key "transfer-key"',
  },
  "transfer-not-allowed": {
    title: "{secondary} gets no copy: the transfer is refused",
    because:
      "{secondary} asks for {zones} from {address}, {signed}, and the allow-transfer of {primary} does not let that through.",
    see: "halab logs {lab} {secondary} -n 20",
    hints: [
      "Who may have the whole zone, by the words of {primary}?",
      "Read allow-transfer of {primary} from left to right: the first element that fits decides, and where none fits the answer is no. A list in the zone replaces that of the options.",
      "Line {line} of {file}: name the key that {secondary} signs with, as in key NAME;, or its address {address}.",
    ],
    why: "Without leave a secondary cannot copy. It asks again and again, logs REFUSED each time, and answers SERVFAIL for the zone.",
    example: "allow-transfer { none; };   # and ns2 is to copy from here",
  },
  "transfer-open": {
    title: "Anybody gets the whole zone from {server}",
    because: "{who} asks {server} for {zones} without a key, and gets it: {says}.",
    see: "halab exec {lab} {who} -- dig @{server} {zones} AXFR",
    hints: [
      "Who may copy from this server? And who, if nothing is said?",
      "A copy is worth as much as the original. Each server that has a zone needs an allow-transfer, also one that nobody copies from.",
      "In {file}, line {line}: an allow-transfer in the options, none on a server nobody copies from, the key on the others.",
    ],
    why: "A zone lists every machine of a network. BIND 9.18 gives it to all who ask unless allow-transfer says otherwise, from a secondary as well as from a primary.",
    example: "options { recursion no; };   # no allow-transfer: everybody may have all zones",
  },
  "trusts-addresses": {
    title: "Who takes a secondary's address gets the zone without a key",
    because:
      "{who} asks {server} for {zones} without a key, and gets it by its address alone: {says}.",
    see: "halab exec {lab} {who} -- dig @{server} {zones} AXFR",
    hints: [
      "What proves to the primary that it is really its secondary who asks?",
      "Anybody on the segment can take an address. A key is a proof; address or key is as weak as the address.",
      "Line {line} of {file}: name the key alone, as in allow-transfer with key NAME;, without addresses beside it.",
    ],
    why: "An address is no proof of who asks. Elements of a list stand for themselves: an address beside a key lets the address through without the key.",
    example: "allow-transfer { 10.79.0.12; 10.79.0.13; };",
  },
  "two-primaries": {
    title: "{second} answers something else than {primary}, for ever",
    because:
      "{zone} has its primary on {primary}, and on {second} it is of type primary, too, with a file of its own.",
    see: "halab exec {lab} {second} -- rndc zonestatus {zone}",
    hints: [
      "Where is this zone changed, and how does {second} get to know?",
      "A server of type primary never asks anybody: its file is the truth to it.",
      "Line {line} of {file}: type secondary, the primaries with {primary}'s address, and a file below /var/cache/bind for the copy.",
    ],
    why: "Two primaries of one zone are two truths. Both answer with authority, clients get one or the other by chance, and no change of the one ever reaches the other.",
    example: 'zone "lab.test" { type primary; file "/etc/bind/db.empty"; };   # on a secondary',
  },
  "no-primaries": {
    title: "{secondary} has nowhere to copy {zone} from",
    because: "{secondary} is a secondary of {zone}, and {why}.",
    see: "halab logs {lab} {node} -n 20",
    hints: [
      "From which address does {secondary} copy the zone?",
      "Compare the primaries of {zone} with the address of the server that has the zone's file.",
      "Line {line} of {file}: write the primary's own address into primaries.",
    ],
    why: "A secondary begins with nothing. Without a server that it can ask for the zone it answers SERVFAIL.",
    example: 'zone "lab.test" { type secondary; file "lab.test.db"; };',
  },
  "notify-never-reaches": {
    title: "A change reaches {secondaries} only when refresh is over: no NOTIFY comes",
    because: "{primary} does not tell {secondaries} of a change of {zones}: {says}.",
    see: "halab exec {lab} {primary} -- tcpdump -lni eth0 udp port 53",
    hints: [
      "Whom does {primary} tell that a zone has changed?",
      "named tells those that NS records name, except the one in the SOA record, and those of also-notify. With explicit the second list counts alone, with no nobody is told.",
      "Line {line} of {file}: notify yes with NS records of all secondaries, or notify explicit with their addresses in also-notify.",
    ],
    why: "NOTIFY is the push of DNS. Without it a secondary asks when its refresh timer ends, and until then it answers with old data.",
    example: "notify explicit;   # and no also-notify",
  },
  "notify-delayed": {
    title: "A second change waits {delay} s until the secondaries are told",
    because:
      "notify-delay is {delay} s on {primary}, and the lab wants a change everywhere within {limit} s.",
    see: "halab logs {lab} {node} -n 20",
    hints: [
      "When did {primary} last say something, and when may it again?",
      "The first NOTIFY goes out at once, also that of the start; the next one for the same zone notify-delay seconds later.",
      "Line {line} of {file}: a notify-delay of 1, or 0.",
    ],
    why: "notify-delay keeps a primary with thousands of zones from flooding its secondaries. It is also the longest time that a change waits until anybody is told.",
    example: "notify-delay 60;",
  },
  "ixfr-off": {
    title: "Each change costs a whole transfer",
    because: '{who} {does} of {zone}: "{statement}", and the lab wants an IXFR.',
    see: "halab logs {lab} {who} -n 20",
    hints: [
      "Which kind of transfer does the log name, AXFR or IXFR? Who decides that?",
      "An incremental transfer needs two sides: one that asks for it, one that gives it.",
      "Take line {line} out of {file}, or write yes.",
    ],
    why: "An incremental transfer (IXFR) carries only what has changed. A side that refuses it makes every change cost the whole zone.",
    example: "server 10.79.0.11 { request-ixfr no; };",
  },
  "journal-missing": {
    title: "Each change costs a whole transfer: {primary} does not know what has changed",
    because:
      "{primary} keeps no journal of {zone} when its file is loaded anew, for {says}, and the lab wants an IXFR.",
    see: "halab exec {lab} {primary} -- ls -l /var/cache/bind",
    hints: [
      "How can {primary} know what is different from the serial that a secondary has?",
      "It needs a journal. A zone that takes updates has one; one that is loaded from a file only when it is told to compare.",
      "The zone that begins in line {line} of {file}, or the options: ixfr-from-differences yes;",
    ],
    why: "Without a journal the primary has nothing but the newest version, and answers a question for the differences with the whole zone.",
    example: 'zone "lab.test" { type primary; file "lab.test.zone"; ixfr-from-differences no; };',
  },
  "key-unknown": {
    title: "Transfers fail: {server} does not have the key that it names",
    because: '{server} names the key "{name}", and no key of that name is defined there{near}.',
    see: "halab logs {lab} {server} -n 20",
    hints: [
      "Where is the key {name} defined, on this very machine?",
      "Naming a key does not define it, and named starts without it all the same. The file with the key has to be included, and the names have to be the same.",
      "Include the file with the key, or correct line {line} of {file}.",
    ],
    why: "named takes a name of a key that it does not know, and says so only when it is to sign or to check with it. Until then all looks well.",
    example: 'primaries { 10.79.0.11 key "tranfer-key"; };   # the key is "transfer-key"',
  },
};
