/** What the rules of zone files and their records say, in German. */
import type { Texts } from "../../../../core/kinds/rule.ts";

export const zones: Texts = {
  "zone-file-missing": {
    title: "{primary} antwortet für {zone} mit SERVFAIL: Die Zone ist nicht geladen",
    because: "{primary} soll {zone} aus einer Datei laden, aber: {says}{near}.",
    see: "halab exec {lab} {node} -- named-checkconf -z",
    hints: [
      "Aus welcher Datei liest {primary} die Zone? Gibt es sie?",
      "Ein Pfad ohne Schrägstrich am Anfang zählt ab directory im Block options.",
      "Zeile {line} von {file}: Schreibe dort den Pfad der Zonendatei, oder lege die Datei dorthin.",
    ],
    why: "Ein primärer Nameserver hat seine Zone aus einer Datei. Fehlt sie, läuft named trotzdem und antwortet für jeden Namen der Zone mit SERVFAIL.",
    example:
      'zone "lab.test" { type primary; file "/var/lib/bind/lab.zone"; };   # sie heißt lab.test.zone',
  },
  "zone-file-unwritable": {
    title: "{secondary} verliert die Kopie von {zone} bei jedem Neustart",
    because:
      "{secondary} soll die Kopie von {zone} in {path} ablegen, und dort darf named nicht schreiben.",
    see: "halab exec {lab} {node} -- ls -ld /etc/bind /var/cache/bind",
    hints: [
      "Wer schreibt diese Datei, und unter welchem Benutzer läuft named?",
      "named läuft als Benutzer bind. Konfigurationen liegen in /etc/bind, und was named schreibt, liegt in /var/cache/bind.",
      "Zeile {line} von {file}: ein Pfad unter /var/cache/bind.",
    ],
    why: "Ein sekundärer Nameserver schreibt seine Kopie in eine Datei, damit er nach einem Neustart sofort antworten kann. Darf er das nicht, meldet er „dumping master file: open: permission denied“ und hat nichts, wenn er startet, während der primäre Nameserver weg ist.",
    example: 'zone "lab.test" { type secondary; file "/etc/bind/lab.test.db"; };',
  },
  "zone-missing": {
    title: "{server} kennt {zones} nicht",
    because:
      "Die Übung braucht {zones} auf {server}. In der Konfiguration steht dort: {has}{near}.",
    see: "halab exec {lab} {server} -- named-checkconf -l",
    hints: [
      "Welche Zonen hat {server}?",
      "Ein Server hat eine Zone durch eine zone-Anweisung in seiner named.conf, mit type primary oder secondary.",
      "Ergänze in {file} von {server} eine Anweisung zone mit ihrem Namen.",
    ],
    why: "Ein Server weist Fragen nach Zonen ab, die er nicht hat. Ein Tippfehler im Namen macht aus der Zone eine andere.",
    example: 'zone "lab.tset" { type primary; file "/var/lib/bind/lab.test.zone"; };',
  },
  "soa-malformed": {
    title: "{primary} lädt {zone} nicht: Der SOA-Eintrag ist falsch",
    because: "Die Datei von {zone} auf {primary} lässt sich nicht laden: {says}.",
    see: "halab exec {lab} {node} -- named-checkzone {zone} {file}",
    hints: [
      "Welche sieben Angaben stehen in einem SOA-Eintrag?",
      "Der Name des primären Nameservers, das Postfach des Zuständigen, dann Seriennummer, refresh, retry, expire und negative TTL.",
      "Zeile {line} von {file}: zwei Namen und fünf Zahlen, in Klammern, wenn sie über mehrere Zeilen gehen.",
    ],
    why: "Jede Zone beginnt mit genau einem SOA-Eintrag. Ist er nicht in Ordnung, lädt named die Zone nicht und antwortet mit SERVFAIL.",
    example: "@ IN SOA ns1 hostmaster ( 5 2 15 1 )   ; die Seriennummer fehlt",
  },
  "no-ns": {
    title: "{primary} lädt {zone} nicht: Die Zone nennt keinen Nameserver",
    because: "In der Datei von {zone} auf {primary} gibt es keinen NS-Eintrag beim Namen der Zone.",
    see: "halab exec {lab} {node} -- named-checkzone {zone} {file}",
    hints: [
      "Welche Server haben diese Zone? Wo sagt die Zone das?",
      "Ein NS-Eintrag gehört zum Namen der Zone selbst, @.",
      "Unter dem SOA-Eintrag in {file}: @ IN NS und ein Nameserver, für jeden eine Zeile.",
    ],
    why: "Eine Zone nennt ihre Server selbst. Tut sie das nicht, lehnt named sie mit „has no NS records“ ab.",
    example: "@ IN SOA ns hostmaster ( 1 3600 600 86400 4 )\nwww IN A 10.84.0.21",
  },
  "ns-without-address": {
    title: "{primary} lädt {zone} nicht: Ein Nameserver hat keine Adresse",
    because:
      "Ein NS-Eintrag von {zone} nennt {name}. Dieser Name liegt in der Zone, aber kein Eintrag gibt ihm dort eine Adresse.",
    see: "halab exec {lab} {node} -- named-checkzone {zone} {file}",
    hints: [
      "Wie soll jemand den Nameserver in Zeile {line} finden?",
      "Ein Name ohne Punkt am Ende bekommt den Namen der Zone angehängt. Ist {name} das, was gemeint war?",
      "Ergänze in {file} einen A-Eintrag für {name}, oder verbessere Zeile {line}.",
    ],
    why: "Ein Nameserver innerhalb seiner eigenen Zone braucht dort auch seine Adresse. Sonst lehnt named die Zone mit „has no address records (A or AAAA)“ ab.",
    example: "@   IN NS ns\nns1 IN A  10.84.0.53",
  },
  "cname-beside-others": {
    title: "{primary} lädt {zone} nicht: Ein Name ist ein Alias und noch mehr",
    because: "{name} hat einen CNAME-Eintrag und daneben einen Eintrag vom Typ {type}.",
    see: "halab exec {lab} {node} -- named-checkzone {zone} {file}",
    hints: [
      "Was sagt ein Alias über die anderen Einträge seines Namens?",
      "Wer nach einem Alias fragt, wird zum anderen Namen weitergeschickt, und zwar für jeden Typ. Also darf nichts daneben stehen.",
      "Nimm den CNAME-Eintrag in Zeile {line} von {file} heraus, oder den anderen.",
    ],
    why: "Ein Name mit einem CNAME-Eintrag ist nur ein anderer Name für etwas und hat selbst nichts. named lehnt die Zone mit „CNAME and other data“ ab.",
    example: "www IN CNAME servers\nwww IN A     10.84.0.21",
  },
  "record-malformed": {
    title: "{primary} lädt {zone} nicht: named stolpert über eine Zeile",
    because: "Die Datei von {zone} auf {primary} lässt sich nicht lesen: {says}.",
    see: "halab exec {lab} {node} -- named-checkzone {zone} {file}",
    hints: [
      "Was sagt named-checkzone, und zu welcher Zeile?",
      "Sieh dir {file}, Zeile {line}, Zeichen für Zeichen an: vier Zahlen bis 255 mit Punkten dazwischen; Klammern und Anführungszeichen paarweise.",
      "Verbessere Zeile {line} von {file}.",
    ],
    why: "named lädt eine Zone ganz oder gar nicht. Eine einzige unlesbare Zeile führt dazu, dass es für jeden Namen mit SERVFAIL antwortet oder mit der alten Fassung weitermacht.",
    example: "www IN A 10.84.0.300",
  },
  "final-dot-missing": {
    title: "Aus einem Namen ist {name} geworden",
    because:
      "In {zone} steht ein Name ausgeschrieben, aber ohne Punkt am Ende. Deshalb wurde der Name der Zone angehängt, und er lautet {name}.",
    see: "halab exec {lab} {node} -- named-compilezone -o - {zone} {file}",
    hints: [
      "Welche Namen hat die Zone wirklich?",
      "In einer Zonendatei ist ein Name vollständig, wenn er mit einem Punkt endet. An jeden anderen wird der Origin angehängt, hier {zone}.",
      "Zeile {line} von {file}: {meant} mit dem Punkt am Ende, oder ohne den Namen der Zone.",
    ],
    why: "Namen in einer Zonendatei sind relativ, wenn sie nicht mit einem Punkt enden. named-checkzone beschwert sich nicht: Der verdoppelte Name ist gültig, nur fragt niemand nach ihm.",
    example: "www.lab.test IN A 10.84.0.21",
  },
  "record-missing": {
    title: "Die Clients von {asked} erreichen nicht jeden Server",
    because: "Für {name} gilt: {says}. Die Übung will dort auch: {wanted}.",
    see: "halab exec {lab} {server} -- dig +noall +answer @localhost {name}",
    hints: [
      "Welche Adressen hat {name}, und welche sollte der Name haben?",
      "Ein Eintrag ist eine Adresse. Ein Name mit mehreren Servern hat für jeden eine Zeile.",
      "Ergänze in {file} einen A-Eintrag für {name}: {wanted}.",
    ],
    why: "Round-Robin-DNS verteilt die Last auf die Adressen eines Namens. Ein Server ohne Eintrag bekommt keinen einzigen Client.",
    example: "www IN A 10.84.0.21\n    IN A 10.84.0.22   ; und web3?",
  },
  "address-of-nobody": {
    title: "Ein Teil der Clients von {name} erreicht niemanden",
    because: "{name} hat die Adresse {address}, und keine Maschine der Übung hat sie.",
    see: "halab exec {lab} {resolver} -- ping -c 1 -W 1 {address}",
    hints: [
      "Wer ist {address}?",
      "Jede Adresse eines Namens bekommt ihren Anteil der Clients, egal ob dort jemand ist.",
      "Nimm Zeile {line} aus {file} heraus, oder verbessere die Adresse.",
    ],
    why: "DNS weiß nicht, ob ein Server lebt. Ein vergessener Eintrag schickt seinen Anteil der Clients ins Leere.",
    example: "www IN A 10.84.0.24   ; web4, seit letztem Jahr weg",
  },
  "one-balancer-only": {
    title: "{name} ist weg, sobald ein Lastverteiler ausfällt",
    because:
      "{name} steht für {addresses}, also für die eigene Adresse eines Lastverteilers. Gemeinsam haben {nodes} aber {vip}.",
    see: "halab exec {lab} {node} -- dig +short @localhost {name}",
    hints: [
      "Welche Adresse zieht zum anderen Lastverteiler um, wenn einer stirbt?",
      "Jeder Lastverteiler hat eine eigene Adresse, und einer von beiden hat dazu die virtuelle Adresse.",
      "Zeile {line} von {file}: {vip}.",
    ],
    why: "Verfügbar ist ein Paar von Lastverteilern durch seine virtuelle Adresse, die umzieht. Wer die eigene Adresse eines Lastverteilers benutzt, fällt mit ihm aus.",
    example: "balanced IN A 10.84.0.11   ; lb1; die virtuelle Adresse ist 10.84.0.100",
  },
  "zone-file-shared": {
    title: "{server} startet nicht: Zwei Zonen haben dieselbe Datei",
    because: "{server} soll {zones} in derselben Datei ablegen, {path}.",
    see: "halab exec {lab} {server} -- named-checkconf",
    hints: [
      "Wo liegt jede der beiden Zonen?",
      "named schreibt eine Kopie in ihre Datei; zwei Zonen würden einander überschreiben.",
      "Zeile {line} von {file}: eine eigene Datei.",
    ],
    why: "Eine kopierte Anweisung, in der noch die alte Datei steht, ist ein häufiges Versehen. named meldet „writeable file already in use“ und startet nicht.",
    example:
      'zone "a.test" { type secondary; file "a.db"; };\nzone "b.test" { type secondary; file "a.db"; };',
  },
};
