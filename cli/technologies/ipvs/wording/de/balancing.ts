/** What the rules about services, schedulers, weights and persistence say. */
import type { Texts } from "../../../../core/kinds/rule.ts";

const table = "halab exec {lab} {node} -- ipvsadm -Ln";

export const balancingTexts: Texts = {
  "service-missing": {
    title: "An einem der Ports antwortet niemand",
    because: "Die Clients fragen {service}, und {node} hat dafür keinen virtual_server.",
    see: table,
    hints: [
      "Welche Dienste kennt der Lastverteiler?",
      "Vergleiche die Ports, nach denen die Übung fragt, mit den Blöcken virtual_server in {file}.",
      "Ergänze in {file} einen Block virtual_server für {service}.",
    ],
    why: "Der Kernel verteilt die Dienste aus seiner Tabelle und sonst nichts. Ein Paket an einen anderen Port ist für den Lastverteiler selbst, und dort lauscht niemand.",
    example: "virtual_server 10.77.1.100 80 { ... }\n# und keiner für Port 81",
  },
  "server-missing": {
    title: "Einer der Server bekommt nie eine Anfrage",
    because: "Der Dienst {service} auf {node} hat keinen Real-Server {server}.",
    see: table,
    hints: [
      "Welche Server stehen beim Lastverteiler in der Tabelle für {service}?",
      "Zähle die Blöcke real_server des virtual_server in Zeile {line}.",
      "Ergänze einen Block real_server mit der Adresse von {server}.",
    ],
    why: "Was nicht in der Tabelle steht, bekommt keine Verbindung, so gesund es auch ist. Die anderen müssen seinen Anteil mittragen.",
    example: "virtual_server 10.77.1.100 80 {\n  real_server 10.77.2.21 80 { ... }\n}",
  },
  "weights-differ": {
    title: "Die Server bekommen nicht die Anteile, die sie sollen",
    because:
      "Für {service} sind die Gewichte von {servers} jetzt {weights}; die Übung will {wanted}.",
    see: table,
    hints: [
      "Welchen Anteil der Verbindungen bekommt jeder Server nach seinem Gewicht?",
      "Der Anteil eines Servers ist sein Gewicht geteilt durch die Summe aller. Ohne die Zeile `weight` ist es 1.",
      "Setze `weight` in den Blöcken real_server von {file} so, dass {servers} sich wie {wanted} verhalten.",
    ],
    why: "Ein Gewicht sagt, wie viel ein Server im Vergleich zu den anderen schafft. Gleiche Gewichte geben dem schwächsten Rechner so viel wie dem stärksten.",
    example: "lb_algo wrr\nreal_server 10.77.2.21 81 {\n  weight 1\n}",
  },
  "scheduler-ignores-weights": {
    title: "Ungleich starke Server bekommen gleiche Anteile",
    because:
      "{service} wird mit {scheduler} verteilt, das nicht auf Gewichte achtet, und die Übung will ungleiche Anteile.",
    see: table,
    hints: [
      "Nach welcher Regel wird der Server für eine neue Verbindung ausgewählt?",
      "Für rr und lc sind alle Server gleich. Ihre gewichteten Formen beginnen mit w.",
      "Schreibe `lb_algo w{scheduler}` in Zeile {line} von {file}.",
    ],
    why: "Ein Verteilverfahren (Scheduler) ohne Gewichte behandelt alle Server gleich; die Gewichte in der Tabelle sagen dann nur noch, ob ein Server überhaupt benutzt wird.",
    example: "lb_algo rr\nreal_server 10.77.2.21 81 {\n  weight 3\n}",
  },
  "no-persistence": {
    title: "Ein Client bekommt mit der nächsten Verbindung einen anderen Server",
    because:
      "{service} wird mit {scheduler} verteilt und hat keine Persistenz; nichts merkt sich also einen Client.",
    see: "halab exec {lab} {node} -- ipvsadm -Lcn",
    hints: [
      "Was merkt sich der Lastverteiler zwischen zwei Verbindungen von einem Client?",
      "Entweder wird der Server aus der Adresse des Clients berechnet (Verteilverfahren), oder er bleibt eine Weile gemerkt (Persistenz).",
      "Ergänze `persistence_timeout SECONDS` im virtual_server in {file}, oder nimm das Verfahren sh.",
    ],
    why: "Über jede neue Verbindung wird neu entschieden. Was ein Server sich von seinen Nutzern merkt, ist für sie verloren, wenn die nächste Verbindung woandershin geht.",
    example: "virtual_server 10.77.1.100 83 {\n  lb_algo rr\n}",
  },
  "services-differ": {
    title: "Nach einer Übernahme werden Verbindungen anders verteilt",
    because: "Bei {service} unterscheidet sich: {what}; auf {node}: {mine}; auf {other}: {theirs}.",
    see: table,
    hints: [
      "Welche Tabelle gilt, nachdem der andere Lastverteiler übernommen hat?",
      "Vergleiche die Blöcke virtual_server beider Lastverteiler.",
      "Mach auf {node} und {other} bei {service} gleich, was sich unterscheidet: {what}.",
    ],
    why: "Jeder Lastverteiler füllt die Tabelle seines Kernels aus seiner eigenen Datei; VRRP bewegt nur die Adresse. Ein Unterschied zeigt sich erst, wenn der andere verteilt.",
    example: "d1: lb_algo wrr\nd2: lb_algo rr",
  },
};
