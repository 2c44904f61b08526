/** What the rules of transfers say, in German. */
import type { Texts } from "../../../../core/kinds/rule.ts";

export const transfers: Texts = {
  "key-differs": {
    title: "{secondary} bekommt keine Kopie: {primary} hält die Signatur für falsch",
    because:
      "Der Schlüssel „{key}“ ist nicht auf beiden Seiten gleich ({what}): auf {secondary} {mine}, auf {primary} {theirs}.",
    see: "halab logs {lab} {primary} -n 20",
    hints: [
      "Ein Schlüssel hat drei Teile, und alle drei sind auf beiden Seiten gleich. Welcher ist es hier nicht?",
      "Vergleiche die beiden key-Anweisungen Wort für Wort: Name (er gehört zur Signatur), algorithm, secret. Im Log von {primary} steht BADKEY beim Namen und BADSIG beim secret.",
      "Übernimm den Schlüssel von {primary} ({what}) in {file} von {node}, Zeile {line}; am besten kopierst du die ganze Datei.",
    ],
    why: "Bei einem signierten Transfer werden Name, Algorithmus und Geheimnis des Schlüssels geprüft. Ist eines davon verschieden, weist der primäre Nameserver die Anfrage ab, was auch immer in allow-transfer steht, und der sekundäre bekommt die Zone nie.",
    example:
      '# ns1: key "transfer-key" { algorithm hmac-sha256; secret "b25l..."; };\n# ns2: key "transfer-key" { algorithm hmac-sha256; secret "dHdv..."; };',
  },
  "unsigned-transfer": {
    title: "{secondary} bekommt keine Kopie: Der Zonentransfer wird abgewiesen",
    because:
      "{primary} gibt {zones} nur an Server, die mit {keys} signieren, und {secondary} fragt {remote} ohne Schlüssel.",
    see: "halab logs {lab} {primary} -n 20",
    hints: [
      "Wem vertraut der primäre Nameserver, und woran erkennt er, wer fragt?",
      "Eine key-Anweisung allein signiert nichts. {secondary} muss auch wissen, bei welchem Server der Schlüssel verwendet wird.",
      "Zeile {line} von {file}: Schreibe key und seinen Namen hinter die Adresse des primären Nameservers, oder ergänze eine Anweisung server {remote} mit keys.",
    ],
    why: "Ein sekundärer Nameserver signiert nur, wenn neben der Adresse des primären oder in einer server-Anweisung ein Schlüssel steht. Auf eine unsignierte Anfrage antwortet der primäre mit REFUSED, und der sekundäre hat keine Zone, aus der er antworten kann.",
    example:
      'primaries { 10.79.0.11; };   # und der primäre Nameserver verlangt: key "transfer-key"',
  },
  "transfer-not-allowed": {
    title: "{secondary} bekommt keine Kopie: Der Zonentransfer wird abgewiesen",
    because:
      "{secondary} fragt von {address} aus nach {zones} ({signed}), und allow-transfer von {primary} lässt das nicht zu.",
    see: "halab logs {lab} {secondary} -n 20",
    hints: [
      "Wer darf nach den Worten von {primary} die ganze Zone haben?",
      "Lies allow-transfer von {primary} von links nach rechts: Das erste Element, das passt, entscheidet; passt keines, ist die Antwort nein. Eine Liste in der Zone ersetzt die in options.",
      "Zeile {line} von {file}: Nenne den Schlüssel, mit dem {secondary} signiert, in der Form key NAME;, oder die Adresse {address}.",
    ],
    why: "Ohne Erlaubnis kann ein sekundärer Nameserver nicht kopieren. Er fragt immer wieder, schreibt jedes Mal REFUSED ins Log und antwortet für die Zone mit SERVFAIL.",
    example: "allow-transfer { none; };   # und ns2 soll von hier kopieren",
  },
  "transfer-open": {
    title: "Jeder bekommt von {server} die ganze Zone",
    because: "{server} gibt {zones} auch ohne Schlüssel heraus, an {who}: {says}.",
    see: "halab exec {lab} {who} -- dig @{server} {zones} AXFR",
    hints: [
      "Wer darf von diesem Server kopieren? Und wer, wenn nichts dazu gesagt ist?",
      "Eine Kopie ist so viel wert wie das Original. Jeder Server mit einer Zone braucht ein allow-transfer, auch einer, von dem niemand kopiert.",
      "In {file}, Zeile {line}: ein allow-transfer in options, mit none auf einem Server, von dem niemand kopiert, und mit dem Schlüssel auf den anderen.",
    ],
    why: "In einer Zone steht jede Maschine eines Netzes. BIND 9.18 gibt sie allen, die fragen, solange allow-transfer nichts anderes sagt, und zwar von einem sekundären Nameserver ebenso wie von einem primären.",
    example: "options { recursion no; };   # kein allow-transfer: jeder darf alle Zonen haben",
  },
  "trusts-addresses": {
    title:
      "Wer sich die Adresse eines sekundären Nameservers nimmt, bekommt die Zone ohne Schlüssel",
    because:
      "{server} gibt {zones} auch ohne Schlüssel heraus, an {who}, und zwar allein wegen der Adresse: {says}.",
    see: "halab exec {lab} {who} -- dig @{server} {zones} AXFR",
    hints: [
      "Was beweist dem primären Nameserver, dass wirklich sein sekundärer fragt?",
      "Im Segment kann sich jeder eine Adresse nehmen. Ein Schlüssel ist ein Beweis; Adresse oder Schlüssel ist so schwach wie die Adresse.",
      "Zeile {line} von {file}: Nenne nur den Schlüssel, also allow-transfer mit key NAME;, ohne Adressen daneben.",
    ],
    why: "Eine Adresse beweist nicht, wer fragt. Jedes Element einer Liste gilt für sich: Eine Adresse neben einem Schlüssel lässt die Adresse auch ohne Schlüssel durch.",
    example: "allow-transfer { 10.79.0.12; 10.79.0.13; };",
  },
  "two-primaries": {
    title: "{second} antwortet auf Dauer etwas anderes als {primary}",
    because:
      "Der primäre Nameserver von {zone} ist {primary}, aber auf {second} hat die Zone auch type primary und eine eigene Datei.",
    see: "halab exec {lab} {second} -- rndc zonestatus {zone}",
    hints: [
      "Wo wird diese Zone geändert, und wie erfährt {second} davon?",
      "Ein Server mit type primary fragt nie jemanden: Für ihn ist seine Datei die Wahrheit.",
      "Zeile {line} von {file}: type secondary, dazu primaries mit der Adresse von {primary} und für die Kopie eine Datei unter /var/cache/bind.",
    ],
    why: "Zwei primäre Nameserver einer Zone sind zwei Wahrheiten. Beide antworten autoritativ, Clients bekommen zufällig die eine oder die andere, und keine Änderung der einen erreicht je die andere.",
    example:
      'zone "lab.test" { type primary; file "/etc/bind/db.empty"; };   # auf einem sekundären Nameserver',
  },
  "no-primaries": {
    title: "{secondary} weiß nicht, woher {zone} zu kopieren ist",
    because: "{secondary} ist sekundärer Nameserver von {zone}, aber: {why}.",
    see: "halab logs {lab} {node} -n 20",
    hints: [
      "Von welcher Adresse kopiert {secondary} die Zone?",
      "Vergleiche primaries von {zone} mit der Adresse des Servers, auf dem die Datei der Zone liegt.",
      "Zeile {line} von {file}: Schreibe die Adresse des primären Nameservers in primaries.",
    ],
    why: "Ein sekundärer Nameserver beginnt mit nichts. Ohne einen Server, den er nach der Zone fragen kann, antwortet er mit SERVFAIL.",
    example: 'zone "lab.test" { type secondary; file "lab.test.db"; };',
  },
  "notify-never-reaches": {
    title:
      "Eine Änderung erreicht {secondaries} erst nach Ablauf von refresh: Es kommt kein NOTIFY",
    because: "Von einer Änderung von {zones} sagt {primary} nichts an {secondaries}: {says}.",
    see: "halab exec {lab} {primary} -- tcpdump -lni eth0 udp port 53",
    hints: [
      "Wem sagt {primary}, dass sich eine Zone geändert hat?",
      "named meldet es den Servern in den NS-Einträgen, außer dem im SOA-Eintrag, und denen in also-notify. Bei explicit zählt nur die zweite Liste, bei no erfährt es niemand.",
      "Zeile {line} von {file}: notify yes mit NS-Einträgen aller sekundären Nameserver, oder notify explicit mit ihren Adressen in also-notify.",
    ],
    why: "NOTIFY ist das Push des DNS. Ohne NOTIFY fragt ein sekundärer Nameserver erst, wenn seine Zeit refresh um ist, und bis dahin antwortet er mit alten Daten.",
    example: "notify explicit;   # und kein also-notify",
  },
  "notify-delayed": {
    title: "Von einer zweiten Änderung erfahren die sekundären Nameserver erst nach {delay} s",
    because:
      "Auf {primary} ist notify-delay {delay} s, und die Übung will eine Änderung innerhalb von {limit} s überall sehen.",
    see: "halab logs {lab} {node} -n 20",
    hints: [
      "Wann hat {primary} zuletzt etwas gemeldet, und ab wann ist das wieder erlaubt?",
      "Das erste NOTIFY geht sofort hinaus, auch das beim Start; das nächste für dieselbe Zone erst notify-delay Sekunden später.",
      "Zeile {line} von {file}: ein notify-delay von 1 oder 0.",
    ],
    why: "notify-delay bewahrt einen primären Nameserver mit Tausenden von Zonen davor, seine sekundären zu überfluten. Zugleich ist es die längste Zeit, die eine Änderung wartet, bis jemand von ihr erfährt.",
    example: "notify-delay 60;",
  },
  "ixfr-off": {
    title: "Jede Änderung kostet einen vollständigen Transfer",
    because: "Bei {zone} gilt für {who}: {does} („{statement}“). Die Übung verlangt ein IXFR.",
    see: "halab logs {lab} {who} -n 20",
    hints: [
      "Welche Art von Transfer nennt das Log, AXFR oder IXFR? Wer entscheidet das?",
      "Zu einem inkrementellen Transfer gehören zwei Seiten: eine, die danach fragt, und eine, die ihn liefert.",
      "Nimm Zeile {line} aus {file} heraus, oder schreibe yes.",
    ],
    why: "Ein inkrementeller Transfer (IXFR) überträgt nur, was sich geändert hat. Lehnt eine Seite ihn ab, kostet jede Änderung die ganze Zone.",
    example: "server 10.79.0.11 { request-ixfr no; };",
  },
  "journal-missing": {
    title: "Jede Änderung kostet einen vollständigen Transfer: {primary} weiß nicht, was neu ist",
    because:
      "{primary} führt kein Journal von {zone}, wenn die Datei neu geladen wird ({says}), und die Übung verlangt ein IXFR.",
    see: "halab exec {lab} {primary} -- ls -l /var/cache/bind",
    hints: [
      "Woher kann {primary} wissen, was sich seit der Seriennummer eines sekundären Nameservers geändert hat?",
      "Dazu braucht es ein Journal. Eine Zone, die Updates annimmt, hat eines; eine, die aus einer Datei geladen wird, nur dann, wenn named vergleichen soll.",
      "In der Zone, die in Zeile {line} von {file} beginnt, oder im Block options: ixfr-from-differences yes;",
    ],
    why: "Ohne Journal hat der primäre Nameserver nur die neueste Fassung und beantwortet eine Frage nach den Unterschieden mit der ganzen Zone.",
    example: 'zone "lab.test" { type primary; file "lab.test.zone"; ixfr-from-differences no; };',
  },
  "key-unknown": {
    title:
      "Zonentransfers scheitern: {server} hat den Schlüssel nicht, den die Konfiguration nennt",
    because:
      "{server} nennt den Schlüssel „{name}“, und unter diesem Namen ist dort keiner definiert{near}.",
    see: "halab logs {lab} {server} -n 20",
    hints: [
      "Wo ist der Schlüssel {name} definiert, und zwar auf genau dieser Maschine?",
      "Einen Schlüssel zu nennen heißt nicht, ihn zu definieren, und named startet trotzdem. Die Datei mit dem Schlüssel muss eingebunden sein, und die Namen müssen gleich sein.",
      "Binde die Datei mit dem Schlüssel ein, oder verbessere Zeile {line} von {file}.",
    ],
    why: "named nimmt auch den Namen eines Schlüssels hin, den es nicht kennt, und meldet es erst, wenn es damit signieren oder prüfen soll. Bis dahin sieht alles gut aus.",
    example: 'primaries { 10.79.0.11 key "tranfer-key"; };   # der Schlüssel heißt "transfer-key"',
  },
};
