/** What the rules about the file and the members say, in German. */
import type { Texts } from "../../../../core/kinds/rule.ts";

const check = "halab exec {lab} {node} -- corosync -t";
const list = "halab exec {lab} {node} -- corosync-cmapctl nodelist";

export const memberTexts: Texts = {
  "line-malformed": {
    title: "Corosync startet nicht: Es kann seine Datei nicht lesen",
    because: "Zeile {line} von {file} auf {node} ist falsch: {why}.",
    see: check,
    hints: [
      "Was sagt Corosync zu Zeile {line}?",
      "Ein Abschnitt ist `name {`, ein Schlüssel `name: wert`, und `}` steht allein in seiner Zeile.",
      "Verbessere Zeile {line} von {file}: ein Schlüssel je Zeile, und zu jeder öffnenden Klammer eine schließende.",
    ],
    why: "corosync.conf hat in jeder Zeile eine Sache. Was neben einer Klammer steht, oder ein Abschnitt, der nie endet, beendet den Dienst, bevor er mit jemandem spricht.",
    example: "quorum {\n  provider: corosync_votequorum }",
  },
  "key-unknown": {
    title: "Corosync übergeht {name} ohne ein Wort",
    because: "„{name}“ kennt Corosync an dieser Stelle nicht, „{near}“ schon.",
    see: "halab exec {lab} {node} -- corosync-cmapctl",
    hints: [
      "Was bewirkt „{name}“ in Zeile {line}?",
      "Corosync nimmt jeden Namen und verwendet die, die es kennt: Ähnlich ist „{near}“.",
      "Schreib „{near}“ in Zeile {line} von {file}.",
    ],
    why: "Corosync merkt sich, was es nicht kennt, und sagt nichts dazu. Statt des gemeinten Werts gilt der Standardwert, und ein Quorum ohne seinen Abschnitt ist gar keines.",
    example: "qorum {\n  provider: corosync_votequorum\n}",
  },
  "number-wrong": {
    title: "Corosync startet nicht: {key} ist keine Zahl",
    because: "{key} ist {value}, und Corosync will dort nur eine Zahl.",
    see: check,
    hints: [
      "Was sagt Corosync zu {key}?",
      "Zeiten sind Millisekunden ohne Einheit, Schalter sind 0 und 1.",
      "Schreib eine Zahl in Zeile {line} von {file}.",
    ],
    why: "Corosync liest diese Werte als Zahlen und beendet sich, wenn einer keine ist. So gilt nie eine Zeit, die keiner gemeint hat.",
    example: "token: 1000 ms",
  },
  "nodeid-twice": {
    title: "Corosync startet nicht: Zwei Mitglieder haben dieselbe Nummer",
    because: "nodeid {id} steht {count}-mal in {file} von {node}.",
    see: check,
    hints: [
      "Woran unterscheiden sich die Mitglieder?",
      "Jedes Mitglied hat eine eigene nodeid, in den Dateien aller dieselbe.",
      "Gib dem Mitglied in Zeile {line} eine nodeid, die sonst keines hat.",
    ],
    why: "Nachrichten, Stimmen und Ringe von Totem nennen die Mitglieder bei ihrer nodeid. Bei zwei gleichen wüsste niemand, wessen Stimme es war. Darum lehnt Corosync die Datei ab.",
    example:
      "node {\n  ring0_addr: 10.90.0.11\n  nodeid: 1\n}\nnode {\n  ring0_addr: 10.90.0.12\n  nodeid: 1\n}",
  },
  "nodeid-missing": {
    title: "Corosync startet nicht: {member} hat keine Nummer",
    because:
      "Das Mitglied {member} in Zeile {line} hat keine nodeid, und der Transport knet braucht eine.",
    see: check,
    hints: [
      "Welche Mitglieder haben eine nodeid?",
      "Nur die älteren Transporte bilden eine aus der Adresse.",
      "Ergänze beim Mitglied in Zeile {line} `nodeid: ` mit einer eigenen Nummer.",
    ],
    why: "knet kennt Mitglieder nur bei ihrer Nummer, denn ein Mitglied kann mehrere Adressen haben.",
    example: "node {\n  ring0_addr: 10.90.0.11\n  name: n1\n}",
  },
  "address-of-nobody": {
    title: "Die anderen sehen {member} nie",
    because:
      "{key} von {member} ist {address}, das ist die Adresse keines Knotens; die eigene ist {right}.",
    see: list,
    hints: [
      "Wer antwortet unter {address}?",
      "Vergleiche die Adressen der nodelist mit denen der Knoten: `ip -4 address`.",
      "Schreib {right} in Zeile {line} von {file}.",
    ],
    why: "Die Mitglieder senden an die Adressen der nodelist und verwerfen, was von anderen kommt. Eine falsche Adresse heißt: ein Mitglied, das nie da ist, und eine Stimme, die fehlt.",
    example: "node {\n  ring0_addr: 10.90.0.99\n  name: n2\n  nodeid: 2\n}",
  },
  "address-of-another": {
    title: "{member} steht mit der Adresse von {other} in der Liste",
    because:
      "Das Mitglied {member} hat {address}, und das ist die von {other}; {member} hat {right}.",
    see: list,
    hints: [
      "Wessen Adresse ist {address}?",
      "Name und Adresse eines Mitglieds müssen zum selben Knoten gehören.",
      "Schreib {right} in Zeile {line} von {file}.",
    ],
    why: "Ein Mitglied findet sich bei seinem Namen und nimmt die Adresse, die daneben steht. Mit einer fremden lauscht es, wo niemand sendet, und was es sendet, wird abgelehnt.",
    example: "node {\n  ring0_addr: 10.90.0.13\n  name: n2\n  nodeid: 2\n}",
  },
  "member-unknown": {
    title: "Der Cluster hat ein Mitglied, das kein Knoten ist: {name}",
    because: "{name} ist keiner der Knoten, auf denen Corosync läuft: {hosts}.",
    see: "halab exec {lab} {node} -- crm_node -l",
    hints: [
      "Wie nennen sich die Knoten selbst?",
      "Pacemaker nimmt die Namen seiner Knoten von hier; Regeln, Fencing und Befehle verwenden sie.",
      "Schreib den eigenen Namen des Knotens in Zeile {line} von {file}.",
    ],
    why: "Mit dem Namen in der nodelist benennt Pacemaker einen Knoten. Einer, den kein Rechner hat, kommt nie, und Regeln mit dem richtigen Namen finden niemanden.",
    example: "node {\n  ring0_addr: 10.90.0.12\n  name: node2\n  nodeid: 2\n}",
  },
  "not-listed": {
    title: "{node} ist kein Mitglied seines eigenen Clusters",
    because: "In {path} von {node} hat kein Mitglied seinen Namen oder seine Adresse {address}.",
    see: list,
    hints: [
      "Welches der Mitglieder ist {node} selbst?",
      "Corosync sucht den Namen seines Rechners, dann dessen Adressen.",
      "Ergänze in der nodelist ein `node` mit ring0_addr {address} und dem Namen {node}, auf allen Knoten.",
    ],
    why: "Ein Dienst, der sich in der Liste nicht findet, weiß nicht, für wen er spricht. Und die anderen lehnen ab, was von einer unbekannten Adresse kommt.",
    example:
      "nodelist {\n  node {\n    ring0_addr: 10.90.0.11\n    name: n1\n    nodeid: 1\n  }\n}",
  },
  "nodelists-differ": {
    title: "Die Knoten sind sich nicht einig, wer Mitglied ist",
    because: "Zu {member} sagt die eine Seite {own}, die andere {other}.",
    see: list,
    hints: [
      "Ist corosync.conf auf allen Knoten gleich?",
      "Vergleiche die nodelist von {node} mit denen der anderen, Mitglied für Mitglied.",
      "Nimm überall dieselbe nodelist: Für {member} gilt {other}.",
    ],
    why: "Jeder Knoten zählt Stimmen und öffnet Verbindungen nach seiner eigenen Liste. Sind sie verschieden, warten die Knoten auf verschiedene Mitglieder, und manche hört nur eine Seite.",
    example: "# n1\nnodeid: 3\n# n2\nnodeid: 7",
  },
};
