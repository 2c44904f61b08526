/** What the rules about the lease say, in German: how a node that stands still is kept from serving. */
import type { Texts } from "../../../../core/kinds/rule.ts";

const sets = "halab exec {lab} {node} -- nft list sets";

export const leaseTexts: Texts = {
  "no-fencing": {
    title: "Ein Knoten friert ein, und von da an antworten seinen Clients zwei Knoten",
    because:
      "Nichts hindert den Kernel von {node} daran zu antworten, wenn die Prozesse stillstehen, aber die anderen übernehmen die Clients nach {dead}.",
    see: "halab break {lab} freeze {node}",
    hints: [
      "Die Prozesse von {node} stehen still. Wer sendet das SYN-ACK?",
      "Der Kernel darf nur bedienen, solange Heartbeats hinausgehen. Welches Set könnte den Knoten von selbst vergessen?",
      "Ergänze in {file} ein Set mit timeout; ein Heartbeat, der hinausgeht, erneuert es (`update @lease { oifname }`), und `iifname != @lease drop` steht vor der Regel, die annimmt.",
    ],
    why: "„Ich höre nichts von dir“ heißt nicht „du tust nichts“. Bevor andere übernehmen, müssen sie sicher sein, dass der stumme Knoten niemanden bedient: Er wird ausgesperrt (Fencing), hier durch eine Lease, die abläuft.",
    example:
      "meta mark @mine meta pkttype set host accept\n# keine Regel fragt, ob noch Heartbeats hinausgehen",
  },
  "long-lease": {
    title: "Ein Knoten friert ein, und eine Weile antworten seinen Clients zwei Knoten",
    because: "Die Lease von {node} gilt {lease}, aber die anderen übernehmen nach {dead}.",
    see: sets,
    hints: [
      "In welchem Moment übernehmen die anderen, und bis wann darf ein eingefrorener Knoten noch antworten?",
      "Vergleiche den timeout des Sets mit `dead` in nlb.conf. Welcher der beiden Werte muss kürzer sein?",
      "Setze den timeout in Zeile {line} von {file} auf weniger als {dead}, aber auf mehr als einen Heartbeat.",
    ],
    why: "Beide Zeiten beginnen mit dem letzten Heartbeat. Endet die Lease später als die Erkennung, gibt es eine Zeit, in der der alte Besitzer und der neue antworten.",
    example:
      "set lease { type ifname; flags dynamic,timeout; timeout 5s; }\n# nlb.conf: dead 900ms",
  },
  "short-lease": {
    title: "Ab und zu wird ein erstes Paket verworfen, obwohl alles in Ordnung ist",
    because: "Die Lease von {node} gilt {lease}, aber ein Heartbeat kommt nur alle {heartbeat}.",
    see: sets,
    hints: [
      "Was erneuert die Lease, und wie oft?",
      "Vergleiche den timeout des Sets mit `heartbeat` in nlb.conf.",
      "Setze den timeout in Zeile {line} von {file} auf mehr als ein paar Heartbeats, aber auf weniger als `dead`.",
    ],
    why: "Ist eine Lease kürzer als der Abstand der Pakete, die sie erneuern, läuft sie zwischen zwei Heartbeats ab. Dann verwirft der Knoten Pakete seiner eigenen Clients.",
    example:
      "set lease { type ifname; flags dynamic,timeout; timeout 100ms; }\n# nlb.conf: heartbeat 150ms",
  },
  "lease-not-renewed": {
    title: "Der Knoten verwirft jedes erste Paket",
    because:
      "{node} erneuert die Lease bei Paketen an Port {port}, aber der Heartbeat geht an Port {heartbeat}.",
    see: sets,
    hints: [
      "Steht die Netzwerkkarte im Set der Lease?",
      "Welche Pakete bringen sie hinein, und welche Pakete sendet der Heartbeat?",
      "Schreibe `udp dport {heartbeat}` in Zeile {line} von {file}.",
    ],
    why: "Die Lease zeigt, dass Heartbeats hinausgehen. Eine Regel, die auf andere Pakete wartet, erneuert sie nie, und ein Knoten ohne Lease bedient niemanden.",
    example: "udp dport 7002 update @lease { oifname }\n# nlb.conf: to 10.85.0.255:7001",
  },
};
