/** What the rules about the packet filter and the common address say, in German. */
import type { Texts } from "../../../../core/kinds/rule.ts";

const table = "halab exec {lab} {node} -- nft list ruleset";

export const filterTexts: Texts = {
  "seed-differs": {
    title: "Manche Clients bekommen zwei Antworten, andere keine",
    because: "{node} hasht mit dem Seed {value}, {other} mit {theirs}.",
    see: table,
    hints: [
      "Jeder Knoten berechnet den Bucket eines Clients für sich allein. Was muss gleich sein, damit alle zum selben Ergebnis kommen?",
      "Vergleiche die Zeile mit `jhash` auf {node} und auf {other} Wort für Wort.",
      "Schreibe den Seed {theirs} in Zeile {line} von {file} auf {node}, wie auf {other}.",
    ],
    why: "Der Hash derselben Adresse ist mit einem anderen Seed ein anderer Bucket. Dann teilen die Knoten Verschiedenes unter sich auf: Manche Clients gehören zweien von ihnen, manche keinem.",
    example: "meta mark set jhash ip saddr mod 24 seed 0x5eed0002",
  },
  "seed-missing": {
    title:
      "Manche Clients bekommen zwei Antworten, andere keine, und nach jedem Start sind es andere",
    because:
      "Der Hash in Zeile {line} von {file} auf {node} hat keinen Seed, also nimmt jeder Kernel einen zufälligen.",
    see: table,
    hints: [
      "Kommen zwei Knoten beim selben Client zum selben Bucket?",
      "Ohne `seed` wählt der Kernel beim Laden der Regel einen zufälligen Seed.",
      "Ergänze in Zeile {line} `seed NUMBER`, auf jedem Knoten mit derselben Zahl.",
    ],
    why: "Knoten, die Clients aufteilen, ohne einander zu fragen, müssen dasselbe berechnen. Mit einem zufälligen Seed rechnet jeder Knoten anders.",
    example: "meta mark set jhash ip saddr mod 24",
  },
  "buckets-differ": {
    title: "Manchen Clients antwortet niemand",
    because: "Der Filter von {node} bildet {mod} Buckets, sein Daemon verteilt {buckets}.",
    see: table,
    hints: [
      "Wie viele Buckets kann der Hash ergeben, und wie viele kennt der Daemon, der sie in sein Set schreibt?",
      "Vergleiche `mod` hinter jhash mit `buckets` in nlb.conf.",
      "Mache beide Zahlen gleich, in nftables.conf und in nlb.conf auf jedem Knoten.",
    ],
    why: "Ein Bucket, den der Daemon nicht kennt, steht bei keinem Knoten im Set. Einer, den der Hash nie ergibt, gehört einem Knoten umsonst.",
    example: "nlb.conf: buckets 24\nnftables.conf: meta mark set jhash ip saddr mod 32 seed 1",
  },
  "own-mac": {
    title: "Kurz geht es gut, dann bekommt ein einziger Knoten alle Pakete eines Clients",
    because:
      "Nichts ändert, was {node} per ARP sagt. Also nennt der Knoten für {vip} die MAC seiner eigenen Netzwerkkarte.",
    see: "halab exec {lab} client -- arping -b -c 1 -I eth0 {vip}",
    hints: [
      "Welche MAC kennt der Client für {vip}, und wer bekommt die Frames, die er dorthin sendet?",
      "Der Kernel beantwortet ARP mit der MAC seiner Karte. Eine Output-Chain der Familie arp kann das ändern.",
      "Ergänze in {file}: `arp saddr ip {vip} arp saddr ether set MAC` in `type filter hook output` einer Tabelle der Familie arp.",
    ],
    why: "Nur wenn alle Knoten das Paket sehen, können alle entscheiden, wer antwortet. Dafür braucht die gemeinsame Adresse eine gemeinsame MAC, die der Switch an jeden Port sendet. Ein Client, der die MAC eines einzelnen Knotens lernt, fragt nur diesen, und der verwirft, was nicht ihm gehört.",
    example: "# keine Tabelle der Familie arp",
  },
  "replies-only": {
    title: "Alles geht gut, bis ein Knoten nach der MAC seines Clients fragt",
    because:
      "{node} ändert ARP-Antworten auf {mac}, aber die eigenen ARP-Anfragen für {vip} tragen die MAC der Netzwerkkarte.",
    see: "halab exec {lab} client -- timeout 5 tcpdump -leni eth0 arp and host {vip}",
    hints: [
      "Welche ARP-Pakete eines Knotens sprechen für {vip}: nur die Antworten?",
      "Wer gefragt wird, lernt auch die MAC des Fragenden. Sieh dir das Wort `operation` in Zeile {line} an.",
      "Nimm `arp operation reply` aus Zeile {line} von {file} heraus: Jedes Paket, das für {vip} spricht, muss geändert werden.",
    ],
    why: "Eine ARP-Anfrage enthält Adresse und MAC des Absenders, und wer sie hört, aktualisiert damit seine Tabelle. Ab dann sendet der Client seine Frames nur noch an diesen einen Knoten.",
    example: "arp operation reply arp saddr ip 10.85.0.100 arp saddr ether set 01:00:5e:00:01:c8",
  },
  "mac-differs": {
    title: "Die Frames eines Clients kommen nicht bei allen Knoten an",
    because: "{node} nennt per ARP für die gemeinsame Adresse {value}, {other} nennt {theirs}.",
    see: table,
    hints: [
      "Wie viele MACs merkt sich ein Client zu einer Adresse?",
      "Vergleiche die MAC in Zeile {line} mit der auf {other}.",
      "Schreibe {theirs} in Zeile {line} von {file} auf {node}.",
    ],
    why: "Der Client behält die MAC, die er zuletzt gehört hat. Knoten, die für sie keine Frames annehmen, sehen von diesem Client nichts.",
    example: "n1: arp saddr ether set 01:00:5e:00:01:c8\nn2: arp saddr ether set 01:00:5e:00:01:c9",
  },
  "mac-not-joined": {
    title: "Der Knoten nimmt Frames für die gemeinsame MAC nur durch Glück an",
    because: "{node} nennt per ARP {mac}, und nichts in {file} tritt dieser Gruppe bei.",
    see: "halab exec {lab} {node} -- ip maddress show",
    hints: [
      "Welche Frames gibt eine Netzwerkkarte an den Kernel weiter?",
      "Eine echte Karte filtert: Sie nimmt Frames für ihre eigene MAC an und für Gruppen, denen der Knoten beigetreten ist.",
      "Ergänze in {file}: `ip maddress add {mac} dev eth0`.",
    ],
    why: "Die virtuellen Karten der Knoten geben jeden Frame weiter. Eine Karte mit Filter verwirft Frames für Gruppen, denen niemand beigetreten ist, und dann hört der Knoten nichts.",
    example: "#!/bin/sh\nip address add 10.85.0.100/32 dev eth0",
  },
  "deaf-to-multicast": {
    title: "Anfragen kommen an, und niemand antwortet",
    because:
      "Frames für {mac} bleiben auf {node} als Multicast markiert, und TCP nimmt nur an, was für diesen Host ist.",
    see: "halab exec {lab} {node} -- timeout 2 tcpdump -lni eth0 tcp port 80",
    hints: [
      "tcpdump zeigt das SYN, aber kein SYN-ACK. Wer wirft es weg, wenn nicht der Filter?",
      "{mac} ist die MAC einer Gruppe. Wie markiert der Kernel ein solches Paket, und was macht TCP damit?",
      "Ergänze `meta pkttype set host` in den Regeln von {file}, die Pakete für {vip} annehmen, auch in denen für bestehende Verbindungen.",
    ],
    why: "Der Kernel markiert einen Frame nach seinem Ziel: host, broadcast, multicast, otherhost. TCP mit einer Gruppe ergibt keinen Sinn, also übergeht TCP alles außer der ersten Art, und zwar wortlos.",
    example: "meta mark @mine accept",
  },
  "takes-everything": {
    title: "Jeder Knoten antwortet jedem Client",
    because:
      "{node} nimmt erste Pakete für {vip} auch dann an, wenn ihr Bucket nicht im eigenen Set `{set}` steht.",
    see: table,
    hints: [
      "Was macht {node} mit einem SYN, dessen Bucket einem anderen Knoten gehört?",
      "Verfolge ein solches Paket durch die Chain: Welche Regel verwirft es?",
      "Beende die Chain in {file} mit `drop`, hinter der Regel, die annimmt, was im Set steht.",
    ],
    why: "Was keine Regel verwirft, lässt die Policy der Chain durch. Alle Knoten sehen jedes Paket, also antworten sie alle, mit verschiedenen Sequenznummern: Der Client wird nur durch Glück bedient.",
    example: "meta mark @mine meta pkttype set host accept\nmeta pkttype set host accept",
  },
  "no-affinity": {
    title: "Ein Client springt von Server zu Server",
    because:
      "Der Hash von {node} rechnet mit `{keys}`, und {port} ist bei jeder Verbindung ein anderer.",
    see: table,
    hints: [
      "Was bleibt bei einem Client von einer Verbindung zur nächsten gleich?",
      "Sieh dir an, was in Zeile {line} zwischen `jhash` und `mod` steht.",
      "Lass den Hash nur mit `ip saddr` rechnen.",
    ],
    why: "Der Quellport eines Clients wechselt mit jeder Verbindung. Ein Hash, der ihn einbezieht, verteilt Verbindungen gut, aber kein Client behält seinen Server, und was ein Server über ihn weiß, ist verloren.",
    example: "meta mark set jhash ip saddr . tcp sport mod 24 seed 1",
  },
  "address-missing": {
    title: "Ein Knoten antwortet niemandem",
    because: "Nichts in {file} auf {node} gibt dem Knoten die gemeinsame Adresse {vip}.",
    see: "halab exec {lab} {node} -- ip -brief address",
    hints: [
      "Für welche Adressen nimmt {node} Pakete an?",
      "Ein Host verwirft, was für eine Adresse ist, die er nicht hat, egal an welche MAC es ging.",
      "Ergänze in {file}: `ip address add {vip}/32 dev eth0`.",
    ],
    why: "Auch ein Frame, der die Karte erreicht, muss für eine Adresse des Knotens sein. Sonst verwirft der Kernel das Paket oder leitet es weiter.",
    example: "#!/bin/sh\nip maddress add 01:00:5e:00:01:c8 dev eth0",
  },
};
