/** What the rules about a client's /etc/krb5.conf and /etc/samba/resolv.conf say. */
import type { Texts } from "../../../core/kinds/rule.ts";

export const clientTexts: Texts = {
  "nameserver-single": {
    title: "Nobody can log on while one controller is off",
    because:
      "{node}'s {file} has one name server, {server}: while that is off, no name has an address.",
    see: "halab exec {lab} {node} -- cat /etc/resolv.conf",
    hints: [
      "Whom does the client ask for the address of a controller, and who answers while that one is off?",
      "Every controller is a name server of the domain; the resolver asks the next one when the first is silent.",
      "Add `nameserver ADDRESS` of the other controllers to {file}, and `options timeout:1`.",
    ],
    why: "A domain is found by DNS: names of controllers, and which of them issue tickets. A second controller is of no use to a client that cannot find it.",
    example: "nameserver 10.86.0.11",
  },
  "kdc-single": {
    title: "Nobody can log on while one controller is off",
    because: "{node}'s {file} knows one KDC ({kdc}), and asks no other.",
    see: "halab exec {lab} {node} -- env KRB5_TRACE=/dev/stderr kinit Administrator@LAB.TEST",
    hints: [
      "Which controllers may this client ask for a ticket?",
      "Where a `kdc` is named in [realms], only those that are named are asked, one after the other; where none is, DNS says who they are, unless that is forbidden.",
      "Name every controller with a line `kdc = HOST` in [realms], or none and `dns_lookup_kdc = true`.",
    ],
    why: "Each controller issues tickets, whoever else is off. A client that names one of them has made it a single point of failure.",
    example: "LAB.TEST = {\n  kdc = dc1.lab.test\n}",
  },
  "kdc-unknown": {
    title: "Logons wait for a host that is no controller",
    because: "{node}'s {file} names the KDC {kdc}, which is no controller of this domain.",
    see: "halab exec {lab} {node} -- env KRB5_TRACE=/dev/stderr kinit Administrator@LAB.TEST",
    hints: [
      "Is every KDC that the client names there?",
      "A KDC is a controller: by its name in the domain, or by its address.",
      "Mend {kdc} in line {line} of {file}, or take the line out.",
    ],
    why: "MIT's library asks the KDCs in their order, and waits a second for each that is silent; where none of them is there, nobody logs on.",
    example: "kdc = dc4.lab.test",
  },
  "logon-asks-dns": {
    title: "A logon takes many seconds while a controller is off",
    because:
      "{node}'s {file} names its KDCs and leaves dns_lookup_kdc on: after each answer DNS is asked who the primary KDC is.",
    see: "halab exec {lab} {node} -- env KRB5_TRACE=/dev/stderr kinit Administrator@LAB.TEST",
    hints: [
      "Which questions does a logon ask beside those to a KDC?",
      "Every answer of a KDC that is not known to be the primary one is followed by three questions to DNS (URI, SRV twice), each of which waits for a name server that is off.",
      "Write `dns_lookup_kdc = false` into [libdefaults] of {file}; `udp_preference_limit = 1` saves an exchange more.",
    ],
    why: "MIT's library looks for the primary KDC in case a password was changed a moment ago. While all is well it costs a millisecond; with the first name server off it costs a second each time.",
    example: "[libdefaults]\n  default_realm = LAB.TEST\n# nothing of dns_lookup_kdc: true",
  },
  "krb5-malformed": {
    title: "Nobody can log on at all",
    because: "Line {line} of {node}'s {file} is none that Kerberos understands: {text}",
    see: "halab exec {lab} {node} -- kinit Administrator@LAB.TEST",
    hints: [
      "What does `kinit` say on the client?",
      "A section is `[NAME]`, a relation is `NAME = VALUE`, and what belongs to a realm stands between `{` at a line's end and `}` alone in a line.",
      "Mend line {line} of {file}.",
    ],
    why: "The library refuses a file of which it does not understand one line, as a whole.",
    example: "LAB.TEST =\n{\n  kdc = dc1.lab.test\n}",
  },
  "realm-differs": {
    title: "Who logs on without a realm is unknown",
    because: "{node}'s {file} takes {realm} for the realm, and the domain of {other} is {theirs}.",
    see: "halab exec {lab} {node} -- kinit Administrator",
    hints: [
      "Which realm does a logon without one belong to?",
      "A realm is the domain's name in capitals, and capitals matter.",
      "Write `default_realm = {theirs}` into line {line} of {file}.",
    ],
    why: "Names of realms are compared letter by letter: lab.test is another realm than LAB.TEST, of which no KDC knows anything.",
    example: "default_realm = lab.test",
  },
};
