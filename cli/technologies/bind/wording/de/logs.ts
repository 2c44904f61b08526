/** Was die Regeln zum eigenen Protokoll von named sagen. */
import type { Texts } from "../../../../core/kinds/rule.ts";

const log = "halab logs {lab} {node}";

export const logTexts: Texts = {
  "transfer-fails": {
    title: "{node} bekommt die Zone {thing} nicht",
    because: "named auf {node} sagte zuletzt: {said}",
    see: log,
    hints: [
      "Wen fragt {node} nach der Zone, und was antwortet dieser Server?",
      "REFUSED: der Primary erlaubt es nicht; ein Wort über TSIG: die Schlüssel sind verschieden; ein Timeout: dort hört niemand zu.",
      "Mach den Transfer auf {node} von Hand (dig @PRIMARY {thing} AXFR) und richte, was er sagt: allow-transfer, key oder primaries.",
    ],
    why: "Ein Secondary ohne Transfer antwortet mit alten Daten, bis die Zone abläuft, und danach mit SERVFAIL. Bis dahin merkt es niemand.",
    example: "transfer of 'lab.test/IN' from 10.79.0.11#53: Transfer status: REFUSED",
  },
  "zone-not-loaded": {
    title: "{node} konnte die Zone {thing} nicht laden",
    because: "named auf {node} sagt: {said}",
    see: log,
    hints: [
      "Welche Zeile der Zonendatei versteht named nicht?",
      "named nimmt eine Zone ganz oder gar nicht: eine falsche Zeile, und nichts davon gilt.",
      "Richte die Zeile, prüfe sie mit named-checkzone {thing} DATEI, und lade neu.",
    ],
    why: "Ein Server, der seine Zone nicht laden konnte, antwortet für die ganze Zone mit SERVFAIL, auch wenn alle anderen Einträge richtig sind.",
    example: "zone lab.test/IN: not loaded due to errors.",
  },
};
