/** What the rules of resolvers and of named.conf itself say. */
import type { Texts } from "../../../core/kinds/rule.ts";

export const servers: Texts = {
  "answers-in-one-order": {
    title: "One server gets all clients of {name}",
    because:
      "On {resolver} {says}, so all {count} addresses of {name} come in the same order each time.",
    see: "halab exec {lab} {client} -- dig +short @{resolver} {asked}",
    hints: [
      "Ask several times: which address comes first?",
      "Most programs take the first address. What spreads the load is that the order turns.",
      "Line {line} of {file}: order cyclic; or take the statement out.",
    ],
    why: "Round-robin DNS is nothing but a turning order of one answer. Where the resolver keeps the order, all clients go to the same server.",
    example: "rrset-order { order none; };",
  },
  "answers-sorted": {
    title: "One server gets all clients of {name}",
    because: "A sortlist on {resolver} puts {first} first in every answer for {name}.",
    see: "halab exec {lab} {client} -- dig +short @{resolver} {asked}",
    hints: [
      "Ask several times, from the client: which address comes first?",
      "A sortlist is applied after rrset-order: it sorts what was turned.",
      "Take the sortlist in line {line} out of {file}.",
    ],
    why: "A sortlist prefers addresses that are near to a client. For servers of one segment it makes one of them the first for everybody.",
    example: "sortlist { { any; { 10.84.0.22; 10.84.0.21; }; }; };",
  },
  "resolver-closed": {
    title: "{resolver} refuses its clients",
    because: "{client} ({clients}) asks {resolver} for {name}, and it says {says}.",
    see: "halab exec {lab} {client} -- dig @{resolver} {name}",
    hints: [
      "What does the client get as its answer: NOERROR, or REFUSED?",
      "Whom does {resolver} serve? Which network are the clients in?",
      "Line {line} of {file}: the clients' network, with its prefix.",
    ],
    why: "A resolver asks others for its clients, and for nobody else. Who is in no list is refused, and without any list that is everybody beyond its own networks.",
    example: "allow-recursion { 127.0.0.1; };",
  },
  "resolver-knows-one": {
    title: "When {only} is off, nobody gets an answer from {resolver}",
    because: "{resolver} asks {only} alone for {name}, though {others} have the zone as well.",
    see: "halab exec {lab} {resolver} -- named-checkconf -px",
    hints: [
      "Whom does {resolver} ask while {only} is off?",
      "A secondary answers with the same authority as the primary, if only somebody asks it.",
      "Line {line} of {file}: the addresses of all servers that have the zone.",
    ],
    why: "Several name servers are of no use to who knows one of them. A resolver that has the others' addresses goes on to the next when one is silent.",
    example: 'zone "lab.test" { type static-stub; server-addresses { 10.79.0.11; }; };',
  },
  "statement-unfinished": {
    title: "{server} does not start: named.conf is not finished",
    because: "named cannot read {file} of {server}: {says}, near line {line}.",
    see: "halab exec {lab} {server} -- named-checkconf",
    hints: [
      "What does named-checkconf say, and of which line? The mistake is often one line above.",
      "Each statement ends with a semicolon, also behind a closing brace; braces and quotation marks come in pairs.",
      "Correct {file}, line {line}: {says}.",
    ],
    why: "named reads its configuration whole or not at all. With one brace or semicolon missing it does not start.",
    example: "options {\n  recursion no\n  notify no;\n}",
  },
  "unknown-statement": {
    title: "{server} does not start: named does not know a statement",
    because: '"{statement}" is no statement of {block}; {advice}',
    see: "halab exec {lab} {server} -- named-checkconf",
    hints: [
      "Is the word of line {line} spelled right, and does it stand where it belongs?",
      "man named.conf lists which statements each block takes.",
      "Line {line} of {file}: {advice}",
    ],
    why: 'named does not pass over what it does not know: it says "unknown option", and does not start.',
    example: "options { allow-transfers { none; }; };",
  },
  "include-missing": {
    title: "{server} does not find a file that it includes",
    because: "{file} of {server} includes {path}, and there is no such file.",
    see: "halab exec {lab} {server} -- ls -l {path}",
    hints: [
      "Which file is meant, and where does it lie?",
      "Files of yours lie where their folders say: etc/bind/x.conf in the folder of {server} is /etc/bind/x.conf there.",
      "Line {line} of {file}: correct the path, or add the file.",
    ],
    why: "An include that leads nowhere is an error: named does not start, or does not load the zone.",
    example: 'include "/etc/bind/tansfer.key";',
  },
  "include-loop": {
    title: "{server} includes a file in itself",
    because: "{file} of {server} includes {path}, which is being read already.",
    see: "halab exec {lab} {server} -- grep -rn -i include /etc/bind",
    hints: [
      "Which file includes which?",
      "Follow the includes from named.conf on: one of them leads back.",
      "Take line {line} out of {file}.",
    ],
    why: "Files that include each other never end. named gives up with an error, and does not start.",
    example: 'include "/etc/bind/named.conf";   # in a file that named.conf includes',
  },
  "reference-undefined": {
    title: "{server} does not start: a name in named.conf stands for nothing",
    because: '{server} names the {what} "{name}", and none of that name is defined there{near}.',
    see: "halab exec {lab} {server} -- named-checkconf",
    hints: [
      "Where is {name} defined, on this very machine?",
      "A key, an acl and a list of primaries are statements of their own, with exactly that name. A file that defines one has to be included.",
      "Define {name} on {server}, or correct line {line} of {file}.",
    ],
    why: "named knows names only from its own configuration. One that stands for nothing is an error, not an empty list.",
    example: 'allow-transfer { key "tranfer-key"; };   # the key is "transfer-key"',
  },
  "statement-twice": {
    title: "{server} does not start: named.conf says something twice",
    because: '"{statement}" stands in {file} of {server}, line {line}, and already in {first}.',
    see: "halab exec {lab} {server} -- named-checkconf",
    hints: [
      "Where is {statement} said for the first time?",
      "There is one options statement, and in each block a setting stands once. Files that are included count as well.",
      "Put what line {line} of {file} says into the first one, and take it out here.",
    ],
    why: 'named does not take the last of two: it says "redefined" or "already exists", and does not start.',
    example: "options { recursion no; };\noptions { notify no; };",
  },
  "not-listening": {
    title: "{server} gives no answer at all",
    because: "{client} asks {server} at {address}, and it does not listen there: {says}",
    see: "halab exec {lab} {server} -- ss -lnu sport = 53",
    hints: [
      "At which addresses does named listen, and at which is it asked?",
      "listen-on is about the server's own addresses, not about who asks.",
      "Line {line} of {file}: any, or {address} as well.",
    ],
    why: "Where named does not listen, the kernel answers for it that nobody is there. The zones may be as right as they like.",
    example: "listen-on { 127.0.0.1; };",
  },
  "validation-without-root": {
    title: "{resolver} answers SERVFAIL for everything",
    because:
      "{resolver} checks signatures from the root on ({says}), and no way leads to the root from here, so {name} cannot be checked.",
    see: "halab exec {lab} {client} -- dig +cd @{resolver} {name}",
    hints: [
      "Is there an answer with dig +cd, which asks for no checks?",
      "Who checks a signature needs the whole chain from the root down, also to learn that a zone has none.",
      "In the options, line {line} of {file}: dnssec-validation no; or validate-except with the zone.",
    ],
    why: "With DNSSEC a resolver has to prove that a zone is signed or not, and that proof begins at the root. In a network of its own the proof fails, and the answer is SERVFAIL.",
    example: "dnssec-validation auto;",
  },
  "zone-outside-views": {
    title: "{server} does not start: a zone stands outside the views",
    because: 'named.conf of {server} has the view "{view}", and {zones} outside of it.',
    see: "halab exec {lab} {server} -- named-checkconf",
    hints: [
      "Which clients is a zone for that stands in no view?",
      "With one view, every question is answered by a view, so each zone stands in one.",
      "Line {line} of {file}: put the zone into the view, or take the view away.",
    ],
    why: "Views share out all clients. A zone outside of them would answer nobody, and named refuses it.",
    example:
      'view all { match-clients { any; }; };\nzone "lab.test" { type primary; file "lab.test.zone"; };',
  },
  "value-malformed": {
    title: "{server} does not start: a value is none",
    because: "{file} of {server} says {statement}, and {says}.",
    see: "halab exec {lab} {server} -- named-checkconf",
    hints: [
      "Which kind of value does {statement} take?",
      "Paths stand in quotes, types do not; times are whole seconds, or have a unit where the manual says duration; a network has no bits behind its prefix.",
      "Line {line} of {file}: {edit}",
    ],
    why: "named checks each value by its kind. One that does not fit is an error, and it does not start.",
    example: "file /var/lib/bind/lab.test.zone;\nnotify-delay 1s;\nallow-query { 10.84.0.1/24; };",
  },
};
