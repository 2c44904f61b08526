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
