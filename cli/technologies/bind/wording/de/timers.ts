/** What the rules of a zone's timers and of its times in caches say, in German. */
import type { Texts } from "../../../../core/kinds/rule.ts";

export const timers: Texts = {
  "refresh-too-long": {
    title: "Ohne NOTIFY dauert eine Änderung zu lange",
    because:
      "Bei {zone} ist refresh {refresh} s. So lange kann es dauern, bis eine Anfrage von {secondaries} kommt, und die Übung erlaubt {limit} s.",
    see: "halab exec {lab} {node} -- dig +multiline @localhost {zone} SOA",
    hints: [
      "Wie erfährt ein sekundärer Nameserver von einer Änderung, wenn das NOTIFY verloren geht?",
      "Die zweite Zahl im SOA-Eintrag sagt in Sekunden, wie oft ein sekundärer Nameserver von sich aus fragt.",
      "Zeile {line} von {file}: ein refresh unter {limit}.",
    ],
    why: "NOTIFY läuft über UDP und kann verloren gehen. Dann ist refresh die längste Zeit, die eine Kopie veraltet ist, während ihr primärer Nameserver lebt.",
    example: "@ IN SOA ns1 hostmaster ( 2026112201 3600 2 15 1 )   ; refresh: eine Stunde",
  },
  "timers-out-of-order": {
    title: "Die Zeiten von {zone} widersprechen einander",
    because: "Im SOA-Eintrag von {zone} gilt: {says}.",
    see: "halab exec {lab} {node} -- dig +multiline @localhost {zone} SOA",
    hints: [
      "Welche der fünf Zahlen ist welche?",
      "Die Reihenfolge ist Seriennummer, refresh, retry, expire, negative TTL. retry ist ein Teil von refresh, und expire ist länger als mehrere von beiden.",
      "Zeile {line} von {file}: Setze {field} richtig.",
    ],
    why: "Eine Kopie, die abläuft, bevor wieder nach ihr gefragt wird, ist bei der ersten verlorenen Frage weg; named nimmt dann stillschweigend refresh + retry. Ist retry länger als refresh, wird ein sekundärer Nameserver gerade dann langsamer, wenn er schneller sein sollte.",
    example: "@ IN SOA ns1 hostmaster ( 1 3600 7200 600 1 )",
  },
  "expire-too-short": {
    title: "Die sekundären Nameserver geben auf, kurz nachdem der primäre weg ist",
    because:
      "Eine Kopie von {zone} lebt {expire} s, und davon sind bis zu {refresh} s vorbei, wenn der primäre Nameserver ausfällt. Es bleiben also womöglich nur {alone} s, und die Übung braucht mehr als {through} s.",
    see: "halab exec {lab} {secondary} -- rndc zonestatus {zone}",
    hints: [
      "Wie lange antwortet {secondary} ohne primären Nameserver? Ab wann zählt diese Zeit?",
      "expire zählt ab dem letzten Mal, dass der primäre Nameserver geantwortet hat, und das kann ein ganzes refresh vor seinem Ausfall gewesen sein.",
      "Zeile {line} von {file}: expire - refresh muss mehr sein als {through}.",
    ],
    why: "Ein sekundärer Nameserver ist für die Zeit da, in der es der primäre nicht ist. Mit einem kurzen expire fällt er mit ihm aus, nur einen Moment später.",
    example: "@ IN SOA ns1 hostmaster ( 2026112201 1 1 2 1 )   ; expire: 2 s",
  },
  "expire-too-long": {
    title: "Die Kopien antworten immer weiter, egal wie lange der primäre Nameserver weg ist",
    because:
      "expire von {zone} ist {expire} s, und die Übung will keine Daten, die älter als {limit} s sind.",
    see: "halab exec {lab} {secondary} -- rndc zonestatus {zone}",
    hints: [
      "Wann hört ein sekundärer Nameserver auf zu antworten?",
      "Die vierte Zahl im SOA-Eintrag sagt in Sekunden, wie lange eine Kopie gilt, wenn vom primären Nameserver nichts kommt.",
      "Zeile {line} von {file}: ein expire unter {limit} und über refresh + retry.",
    ],
    why: "Mit expire entscheidest du zwischen Verfügbarkeit und Richtigkeit: Bis dahin antwortet ein sekundärer Nameserver mit etwas, das vielleicht nicht mehr stimmt.",
    example: "@ IN SOA ns1 hostmaster ( 2026112201 5 2 604800 1 )   ; expire: eine Woche",
  },
  "timers-clamped": {
    title: "{secondary} fragt viel seltener, als der SOA-Eintrag sagt",
    because:
      "Im SOA-Eintrag von {zones} steht refresh {refresh} s und retry {retry} s, aber {secondary} fragt höchstens alle {least} s und {leastRetry} s ({says}).",
    see: "halab exec {lab} {secondary} -- rndc zonestatus {zone}",
    hints: [
      "Die Zone sagt, wie oft gefragt wird. Wer redet noch mit?",
      "named hat eigene Mindestzeiten, 300 s und 500 s, und nichts warnt dich davor.",
      "Im Block options von {secondary}, Zeile {line} von {file}: min-refresh-time 1; und min-retry-time 1;",
    ],
    why: "named schützt primäre Nameserver vor sekundären, die zu oft fragen. Kürzere Zeiten im SOA-Eintrag gelten nur, soweit min-refresh-time und min-retry-time sie zulassen; und eine Zone läuft frühestens nach refresh + retry ab.",
    example: "options { recursion no; };   # und refresh ist 5",
  },
  "ttl-too-long": {
    title: "Clients bekommen eine gelöschte Adresse viel zu lange",
    because:
      "Die Adressen von {name} haben aus $TTL die TTL {ttl} s. Deshalb behält {resolver} sie bis zu {keeps} s, und die Übung erlaubt {limit} s.",
    see: "halab exec {lab} {resolver} -- dig @localhost {name}",
    hints: [
      "Wer merkt sich die alten Adressen, und wie lange?",
      "Die TTL eines Eintrags sagt, wie lange ein Resolver ihn behalten darf; $TTL gilt für alle Einträge ohne eigene TTL.",
      "Zeile {line} von {file}: ein kürzeres $TTL, oder eine kürzere TTL bei den Einträgen von {name}.",
    ],
    why: "Niemand sagt einem Resolver, dass sich eine Zone geändert hat. Er merkt es, wenn die TTL abgelaufen ist; bis dahin gehen seine Clients zu einem Server, den es nicht mehr gibt.",
    example: "$TTL 1d",
  },
  "record-ttl-too-long": {
    title: "Clients bekommen eine gelöschte Adresse viel zu lange",
    because:
      "Der Eintrag {address} von {name} hat eine eigene TTL, {ttl} s, und die gilt für alle Adressen des Namens. {resolver} behält sie bis zu {keeps} s, und die Übung erlaubt {limit} s.",
    see: "halab exec {lab} {resolver} -- dig @localhost {name}",
    hints: [
      "$TTL ist kurz. Gilt das für jeden Eintrag?",
      "Eine Zahl zwischen Name und Typ ist die TTL dieses Eintrags, und alle Adressen eines Namens haben dieselbe: die der ersten.",
      "Zeile {line} von {file}: Nimm die TTL heraus, oder kürze sie.",
    ],
    why: "Alle Einträge mit demselben Namen und Typ bilden eine Menge mit einer einzigen TTL (RFC 2181 5.2). Eine vergessene Zahl hält sie alle in jedem Cache.",
    example: "www 600 IN A 10.84.0.21\nwww     IN A 10.84.0.22",
  },
  "cache-keeps-longer": {
    title: "{resolver} liefert alte Adressen, obwohl ihre TTL kurz ist",
    because:
      "Auf {resolver} ist min-cache-ttl {least} s. So lange bleibt {name} im Cache, obwohl die TTL nur {ttl} s ist, und die Übung erlaubt {limit} s.",
    see: "halab exec {lab} {resolver} -- dig @localhost {name}",
    hints: [
      "Welche TTL nennt der Resolver in seiner Antwort, und welche der Nameserver?",
      "Ein Resolver kann eine eigene Mindestzeit haben. Sie ist stärker als das, worum die Zone bittet.",
      "Nimm Zeile {line} aus {file} heraus.",
    ],
    why: "min-cache-ttl setzt sich über das hinweg, was der Inhaber einer Zone für seine Einträge festlegt. Das spart Anfragen und verspätet jede Änderung.",
    example: "min-cache-ttl 60;",
  },
};
