/** What the rules about names in cluster.crm say, in German. */
import type { Texts } from "../../../../core/kinds/rule.ts";

const agent = "halab exec {lab} {node} -- crm ra info {agent}";

export const nameTexts: Texts = {
  "option-unknown": {
    title: "Pacemaker übergeht {name} ohne ein Wort",
    because: "„{name}“ ist Pacemaker unbekannt ({what}), „{near}“ kennt es.",
    see: "halab exec {lab} {node} -- crm_verify -LV",
    hints: [
      "Was bewirkt „{name}“ in Zeile {line}?",
      "Pacemaker merkt sich jeden Namen und verwendet die, die es kennt: Ähnlich ist „{near}“.",
      "Schreib „{near}“ in Zeile {line} von {file}.",
    ],
    why: "Eine unbekannte Option steht in der CIB und tut nichts. Für die gemeinte gilt dann der Standardwert.",
    example: "property no-quorum-polcy=stop",
  },
  "agent-unknown": {
    title: "{id} startet nie: Diesen Ressourcen-Agenten gibt es nicht",
    because: "{id} will {agent}, und das hat kein Knoten; es gibt {near}.",
    see: "halab exec {lab} {node} -- crm ra list ocf",
    hints: [
      "Welche Agenten hat ein Knoten?",
      "Ein Agent ist ein Skript, ocf:ANBIETER:NAME, unter /usr/lib/ocf/resource.d.",
      "Schreib den richtigen in Zeile {line} von {file}: {near}.",
    ],
    why: "Pacemaker selbst startet nichts, das tun die Agenten. Ohne einen schlägt schon die Probe mit `not installed` fehl, und die Ressource läuft nirgends.",
    example: "primitive web ocf:heartbeat:ngnix",
  },
  "parameter-unknown": {
    title: "{id}: Der Agent kennt {name} nicht",
    because: "{agent} hat keinen Parameter {name}; er kennt {known}.",
    see: agent,
    hints: [
      "Welche Parameter nimmt der Agent?",
      "`crm ra info {agent}` nennt sie alle.",
      "Schreib den richtigen Namen in Zeile {line} von {file}: {known}.",
    ],
    why: "Parameter sind Umgebungsvariablen für ein Skript. Eine, die es nicht kennt, sieht es nie an, und für die gemeinte gilt der Standardwert, oder sie fehlt.",
    example: "primitive vip ocf:heartbeat:IPaddr2 params ip=10.90.0.100 cidr=24",
  },
  "parameter-missing": {
    title: "{id} startet nie: {name} fehlt",
    because: "{agent} braucht den Parameter {name}, und {id} gibt ihn nicht an.",
    see: agent,
    hints: [
      "Welche Parameter verlangt der Agent?",
      "`crm ra info {agent}` markiert sie mit einem Stern.",
      "Ergänze {name}= in den params von {id} in Zeile {line}.",
    ],
    why: "Ohne das, was er braucht, antwortet der Agent `not configured`, einen harten Fehler: Pacemaker versucht es auf keinem anderen Knoten.",
    example: "primitive vip ocf:heartbeat:IPaddr2 params nic=eth0",
  },
  "resource-unknown": {
    title: "Der Cluster bleibt leer: {by} nennt eine Ressource, die es nicht gibt",
    because: "{by} nennt {id}, und keine Anweisung definiert das; es gibt {near}.",
    see: "halab exec {lab} {node} -- halab-svc check pacemaker",
    hints: [
      "Welche Ressourcen gibt es?",
      "Gruppen, Klone und Regeln nennen Ressourcen bei ihrer id; auch Gruppen und Klone haben eine.",
      "Schreib den richtigen Namen in Zeile {line} von {file}: {near}.",
    ],
    why: "Eine Regel über niemanden lädt crm nicht: Sie könnte das sein, was zwei Dienste getrennt hält. Also wird nichts aus der Datei geladen.",
    example: "primitive vip ocf:heartbeat:Dummy\nlocation prefer vipp 100: n1",
  },
  "node-unknown": {
    title: "Eine Regel über {name} handelt von niemandem",
    because: "{name} ist kein Knoten dieses Clusters: Er hat {hosts}.",
    see: "halab exec {lab} {node} -- crm_node -l",
    hints: [
      "Wie heißen die Knoten des Clusters?",
      "Ihre Namen sind die der nodelist in corosync.conf.",
      "Schreib den Namen des Knotens in Zeile {line} von {file}.",
    ],
    why: "Ein Knoten, den es nicht gibt, könnte später kommen. Darum lehnt niemand die Regel ab. Sie gilt für einen, der nie kommt.",
    example: "location prefer site 100: node1",
  },
  "member-twice": {
    title: "Der Cluster bleibt leer: {id} ist an zwei Stellen",
    because: "{id} gehört zu {one} und zu {other}.",
    see: "halab exec {lab} {node} -- halab-svc check pacemaker",
    hints: [
      "In wie vielen Gruppen und Klonen ist {id}?",
      "Eine Ressource gehört höchstens zu einem davon.",
      "Nimm sie aus einem heraus, oder verbinde die beiden mit Regeln.",
    ],
    why: "Eine Gruppe bestimmt, wo und in welcher Reihenfolge ihre Mitglieder laufen. Zwei könnten Verschiedenes bestimmen, darum lehnt crm es ab.",
    example: "group one vip web\ngroup two vip mail",
  },
};
