/** What the rules about named's own log say. */
import type { Texts } from "../../../core/kinds/rule.ts";

const log = "halab logs {lab} {node}";

export const logTexts: Texts = {
  "transfer-fails": {
    title: "{node} does not get the zone {thing}",
    because: "named of {node} said so last: {said}",
    see: log,
    hints: [
      "Whom does {node} ask for the zone, and what does that server answer?",
      "REFUSED: the primary does not let it; a word about TSIG: the keys differ; a timeout: nobody listens there.",
      "Do the transfer by hand on {node} (dig @PRIMARY {thing} AXFR), and mend what it says: allow-transfer, key, or primaries.",
    ],
    why: "A secondary without a transfer answers with old data until the zone expires, and then with SERVFAIL. Nobody notices until then.",
    example: "transfer of 'lab.test/IN' from 10.79.0.11#53: Transfer status: REFUSED",
  },
  "notify-refused": {
    title: "{node} does not believe who tells it that {thing} has changed",
    because:
      "named of {node} refused a NOTIFY of {thing} from {said}, which is none of its primaries",
    see: log,
    hints: [
      "From which of its addresses does the primary send, and which one does {node} know?",
      "A NOTIFY is taken from the addresses of primaries, and of allow-notify; a primary with several addresses sends from the one that its route takes.",
      "Name {said} in primaries (or in allow-notify) on {node}, or let the primary send from the known one: notify-source.",
    ],
    why: "A refused NOTIFY is as none: the secondary asks when its refresh timer ends, and answers with old data until then.",
    example: "zone lab.test/IN: refused notify from non-primary: 10.79.0.21#38017",
  },
  "notify-unsent": {
    title: "{node} tells nobody that {zone} has changed",
    because:
      "{zone} was changed on {node} in step {step}, and the switch heard no NOTIFY of it at the cable of {node} until the step's end",
    see: "halab exec {lab} {node} -- tcpdump -lni eth0 udp port 53",
    hints: [
      "What does {node} send when it loads a zone with a new serial?",
      "It tells those that NS records name, except the one in the SOA record, and those of also-notify; a notify-delay, or a NOTIFY shortly before, lets it wait.",
      "On {node}: notify yes (or explicit with also-notify), and then rndc notify {zone}, while tcpdump looks on.",
    ],
    why: "NOTIFY is the push of DNS. Without it a secondary asks when its refresh timer ends, and until then it answers with old data.",
    example: "notify no;",
  },
  "zone-not-loaded": {
    title: "{node} could not load the zone {thing}",
    because: "named of {node} says: {said}",
    see: log,
    hints: [
      "Which line of the zone file does named not understand?",
      "named takes a zone whole or not at all: one wrong line, and it has none of it.",
      "Mend the line, check it with named-checkzone {thing} FILE, and reload.",
    ],
    why: "A server that could not load its zone answers SERVFAIL for all of it, though every other record is right.",
    example: "zone lab.test/IN: not loaded due to errors.",
  },
};
