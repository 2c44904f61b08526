/** What the rules about the quorum say, in German. */
import type { Texts } from "../../../../core/kinds/rule.ts";

const status = "halab exec {lab} {node} -- corosync-quorumtool -s";

export const quorumTexts: Texts = {
  "provider-missing": {
    title: "Niemand zählt Stimmen, und Pacemaker hat nichts, wonach es sich richten kann",
    because: "Der provider des Quorums in {file} ist {provider}, nicht corosync_votequorum.",
    see: status,
    hints: [
      "Was sagt corosync-quorumtool zum provider?",
      "Ohne `provider` kennt Corosync Mitglieder, aber kein Quorum.",
      "Schreib `provider: corosync_votequorum` in den Abschnitt quorum von {file}.",
    ],
    why: "Votequorum ist ein Dienst von Corosync, den man anfordern muss. Ohne ihn kann sich jeder Teil eines geteilten Clusters für den einzigen halten.",
    example: "quorum {\n}",
  },
  "two-node-missing": {
    title: "Einer von zwei Knoten stirbt, und der andere hält alles an",
    because:
      "Die Datei von {node} hat zwei Mitglieder mit je einer Stimme, das Quorum ist 2, und two_node ist nicht gesetzt.",
    see: status,
    hints: [
      "Wie viele Stimmen bleiben, wenn einer von zwei Knoten tot ist, und wie viele sind ein Quorum?",
      "Mehr als die Hälfte von 2 ist 2. Votequorum hat eine Ausnahme für zwei Knoten, oder eine dritte Stimme (qdevice).",
      "Ergänze `two_node: 1` im Abschnitt quorum von {file}, auf beiden Knoten.",
    ],
    why: "Ein Quorum ist mehr als die Hälfte der Stimmen, und einer von zweien ist das nicht. Mit two_node genügt einer, wait_for_all hindert ihn, allein zu starten, und das Fencing entscheidet, wer weitermachen darf.",
    example: "quorum {\n  provider: corosync_votequorum\n}",
  },
  "two-node-of-many": {
    title: "Ein abgeschnittener Knoten macht allein weiter",
    because: "two_node ist 1, und der Cluster hat {count} Mitglieder.",
    see: status,
    hints: [
      "Wie viele Stimmen braucht ein Knoten allein nach dieser Datei?",
      "Mit two_node ist eine Stimme ein Quorum, wo höchstens zwei Mitglieder einander sehen.",
      "Nimm two_node aus Zeile {line} von {file}.",
    ],
    why: "two_node ist für genau zwei. Bei mehr Mitgliedern hat ein einzelnes, das abgeschnitten ist, noch immer ein Quorum, und die anderen haben es auch: Beide Seiten betreiben dieselben Ressourcen.",
    example: "two_node: 1\n# und drei Knoten in der nodelist",
  },
  "wait-for-all-off": {
    title: "Nach einem Stromausfall startet womöglich jeder von zwei Knoten für sich",
    because: "two_node ist 1, und wait_for_all ist 0.",
    see: status,
    hints: [
      "Was tut ein Knoten, der hochfährt und den anderen nicht sieht?",
      "two_node schaltet wait_for_all ein, damit ein Start einmal beide braucht.",
      "Nimm wait_for_all aus Zeile {line} von {file}.",
    ],
    why: "Ist eine Stimme ein Quorum, so startet ein Knoten neben einem durchtrennten Kabel alles, und der andere auch. Mit wait_for_all wartet er, bis beide einander gesehen haben.",
    example: "two_node: 1\nwait_for_all: 0",
  },
  "expected-votes-wrong": {
    title: "Das Quorum wird aus Stimmen berechnet, die es nicht gibt",
    because:
      "expected_votes ist {expected}, also ist das Quorum {quorum}; die Mitglieder haben {votes} Stimmen, deren Quorum {right} ist.",
    see: status,
    hints: [
      "Wie viele Stimmen gibt es, und wie viele werden erwartet?",
      "Die nodelist sagt es schon; expected_votes setzt sich darüber hinweg.",
      "Nimm expected_votes aus Zeile {line} von {file}.",
    ],
    why: "Zu viele erwartet: Der Cluster hält an, obwohl das meiste lebt. Zu wenige: Zwei Teile können beide ein Quorum haben.",
    example: "expected_votes: 5\n# und drei Knoten in der nodelist",
  },
  "quorum-differs": {
    title: "Die Knoten zählen Stimmen nach verschiedenen Regeln: {key}",
    because: "{key} ist {own} auf {node} und {other} auf den anderen.",
    see: status,
    hints: [
      "Ist der Abschnitt quorum auf allen Knoten gleich?",
      "Jeder Knoten entscheidet nach seiner eigenen Datei, ob er weitermachen darf.",
      "Schreib überall dasselbe {key}: {other} oder {own}.",
    ],
    why: "Votequorum muss auf jedem Knoten eines Teils zum selben Ergebnis kommen. Mit verschiedenen Dateien macht der eine weiter, wo der andere anhält.",
    example: "# n1\ntwo_node: 1\n# n2\n# nichts davon",
  },
  "device-excluded": {
    title: "Corosync startet nicht: Ein qdevice und {key} schließen einander aus",
    because: "{key} ist neben einem qdevice gesetzt.",
    see: "halab logs {lab} {node}",
    hints: [
      "Wer entscheidet, wenn der Cluster halbiert ist: das qdevice oder {key}?",
      "Ein qdevice hat eine eigene Stimme und duldet keine andere Regel neben sich.",
      "Nimm {key} aus Zeile {line} von {file}, oder den Abschnitt device.",
    ],
    why: "Zwei Schiedsrichter könnten für zwei verschiedene Hälften entscheiden. Darum beendet sich Corosync mit einem Konfigurationsfehler.",
    example: "two_node: 1\ndevice {\n  model: net\n}",
  },
  "device-of-nobody": {
    title: "Der Zeuge wird gefragt, wo niemand ist",
    because: "Das qdevice ist bei {host}, und das ist kein Knoten dieses Labs.",
    see: "halab exec {lab} {node} -- corosync-qdevice-tool -s",
    hints: [
      "Wer antwortet unter {host}?",
      "host ist der Name oder die Adresse des Knotens mit corosync-qnetd.",
      "Schreib die Adresse des Zeugen in Zeile {line} von {file}.",
    ],
    why: "Ohne seinen Zeugen gibt ein qdevice keine Stimme ab, und der Cluster hat weniger, als er rechnet: Der nächste Verlust hält alles an.",
    example: "net {\n  host: 10.90.0.99\n}",
  },
  "device-unserved": {
    title: "Das qdevice hat keine Stimme: {program} läuft nicht auf {who}",
    because: "corosync.conf hat ein qdevice, und auf {who}, {said}, läuft {program} nicht.",
    see: "halab exec {lab} {who} -- ps -C {program}",
    hints: [
      "Welche Programme bringen die Stimme des qdevice zu den Mitgliedern?",
      "corosync-qnetd auf dem Zeugen, corosync-qdevice auf jedem Mitglied.",
      "Starte {program} auf {who}.",
    ],
    why: "Der Abschnitt device sagt nur, dass es eine Stimme mehr gibt. Zwei Dienste holen sie; bis beide laufen, fehlt sie in jeder Zählung.",
    example: "device {\n  model: net\n}\n# und kein corosync-qdevice",
  },
  "no-quorum": {
    title: "{node} hat kein Quorum, also läuft nichts",
    because: "{node} hat {votes} von {expected} Stimmen, und das Quorum ist {quorum}.",
    see: status,
    hints: [
      "Wer ist jetzt Mitglied, und wer fehlt?",
      "Mehr als die Hälfte der erwarteten Stimmen ist ein Quorum; ein neuer Cluster mit wait_for_all braucht einmal alle.",
      "Bring die fehlenden Mitglieder zurück, oder verbessere expected_votes.",
    ],
    why: "Ohne Quorum arbeitet womöglich ein anderer Teil des Clusters. Darum hält dieser seine Ressourcen an, statt sie doppelt zu betreiben.",
    example: "Quorum: 2 Activity blocked",
  },
};
