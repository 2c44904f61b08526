/** What the rules about named's own log say, in German. */
import type { Texts } from "../../../../core/kinds/rule.ts";

const log = "halab logs {lab} {node}";

export const logTexts: Texts = {
  "transfer-fails": {
    title: "{node} bekommt die Zone {thing} nicht",
    because: "named auf {node} hat zuletzt gesagt: {said}",
    see: log,
    hints: [
      "Wen fragt {node} nach der Zone, und was antwortet dieser Server?",
      "REFUSED: Der primäre Nameserver erlaubt es nicht. Etwas mit TSIG: Die Schlüssel sind verschieden. Ein Timeout: Dort lauscht niemand.",
      "Mache den Zonentransfer auf {node} von Hand (dig @PRIMARY {thing} AXFR), und verbessere, was dabei herauskommt: allow-transfer, key oder primaries.",
    ],
    why: "Ein sekundärer Nameserver ohne Zonentransfer antwortet mit alten Daten, bis die Zone abläuft, und danach mit SERVFAIL. Bis dahin merkt es niemand.",
    example: "transfer of 'lab.test/IN' from 10.79.0.11#53: Transfer status: REFUSED",
  },
  "zone-not-loaded": {
    title: "{node} konnte die Zone {thing} nicht laden",
    because: "named auf {node} sagt: {said}",
    see: log,
    hints: [
      "Welche Zeile der Zonendatei versteht named nicht?",
      "named nimmt eine Zone ganz oder gar nicht: Eine falsche Zeile, und es hat nichts von ihr.",
      "Verbessere die Zeile, prüfe die Datei mit named-checkzone {thing} FILE, und lade die Zone neu.",
    ],
    why: "Ein Server, der seine Zone nicht laden konnte, antwortet für alles darin mit SERVFAIL, auch wenn jeder andere Eintrag stimmt.",
    example: "zone lab.test/IN: not loaded due to errors.",
  },
};
