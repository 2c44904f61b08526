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
  "notify-refused": {
    title: "{node} glaubt dem nicht, der ihm sagt, dass sich {thing} geändert hat",
    because:
      "named auf {node} hat ein NOTIFY für {thing} von {said} abgelehnt, und das ist keiner seiner primären Nameserver",
    see: log,
    hints: [
      "Von welcher seiner Adressen sendet der primäre Nameserver, und welche kennt {node}?",
      "Ein NOTIFY gilt von den Adressen in primaries und in allow-notify. Ein primärer Nameserver mit mehreren Adressen sendet von der, über die seine Route führt.",
      "Nenne {said} auf {node} in primaries (oder in allow-notify), oder lass den primären von der bekannten Adresse senden: notify-source.",
    ],
    why: "Ein abgelehntes NOTIFY ist wie keines: Der sekundäre Nameserver fragt erst, wenn sein Refresh-Timer abläuft, und antwortet bis dahin mit alten Daten.",
    example: "zone lab.test/IN: refused notify from non-primary: 10.79.0.21#38017",
  },
  "notify-unsent": {
    title: "{node} sagt niemandem, dass sich {zone} geändert hat",
    because:
      "{zone} wurde in Schritt {step} auf {node} geändert, und der Switch hat am Kabel von {node} bis zum Ende des Schritts kein NOTIFY dafür gehört",
    see: "halab exec {lab} {node} -- tcpdump -lni eth0 udp port 53",
    hints: [
      "Was sendet {node}, wenn es eine Zone mit neuer Seriennummer lädt?",
      "Es benachrichtigt die Server der NS-Einträge, außer dem im SOA-Eintrag, und die von also-notify. Ein notify-delay, oder ein NOTIFY kurz davor, lässt es warten.",
      "Auf {node}: notify yes (oder explicit mit also-notify), und dann rndc notify {zone}, während tcpdump zusieht.",
    ],
    why: "NOTIFY ist der Anstoß im DNS. Ohne ihn fragt ein sekundärer Nameserver erst, wenn sein Refresh-Timer abläuft, und antwortet bis dahin mit alten Daten.",
    example: "notify no;",
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
