/** What the rules about /etc/nlb.conf say, in German. */
import type { Texts } from "../../../../core/kinds/rule.ts";

const inForce = "halab exec {lab} {node} -- halab-svc in-force nlb";

export const heartbeatTexts: Texts = {
  "same-id": {
    title: "Zwei Knoten antworten denselben Clients, und andere bekommen gar keine Antwort",
    because: "{node} und {other} haben beide die Nummer {id}.",
    see: inForce,
    hints: [
      "Welche Buckets nimmt jeder Knoten, und woher weiß er, welche seine sind?",
      "Vergleiche die Zeile `id` auf {node} mit der auf {other}.",
      "Gib {node} in Zeile {line} von {file} eine eigene Nummer: jede von 1 bis `nodes` genau einmal.",
    ],
    why: "Jeder Knoten berechnet allein aus den Nummern, die er hört, wem ein Bucket gehört. Zwei Knoten mit derselben Nummer kommen zu denselben Buckets, also antworten beide; und die Buckets der fehlenden Nummer gehören niemandem oder jemand anderem.",
    example: "n2: id 2\nn3: id 2",
  },
  "port-differs": {
    title: "Ein Knoten hört niemanden, und niemand hört ihn",
    because: "{node} sendet seinen Heartbeat an Port {value}, {other} an Port {theirs}.",
    see: "halab exec {lab} {node} -- timeout 3 tcpdump -lni any udp port {value} or udp port {theirs}",
    hints: [
      "An welchem Port lauscht jeder Knoten?",
      "Vergleiche den Port hinter dem Doppelpunkt von `to` auf {node} und auf {other}.",
      "Schreibe in Zeile {line} von {file} denselben Port wie auf {other}: {theirs}.",
    ],
    why: "Ein Knoten hört Heartbeats an dem Port, an den er seine eigenen sendet. Mit einem anderen Port ist er allein: Er nimmt alle Buckets, wenn sein Quorum es zulässt, und sonst keine.",
    example: "n1: to 10.85.0.255:7001\nn2: to 10.85.0.255:7002",
  },
  "hears-nobody": {
    title: "Knoten hören nichts voneinander",
    because: "Der Heartbeat von {node} geht an {said} und erreicht {others} nicht.",
    see: "halab exec {lab} {node} -- timeout 3 tcpdump -lni any udp port {port}",
    hints: [
      "Wer muss hören, dass {node} lebt?",
      "`to` ist ein einzelner Knoten (dann eine Zeile für jeden der anderen), die Broadcast-Adresse des Segments oder eine Gruppe.",
      "Schreibe in {file} hinter `to` die Broadcast-Adresse des Segments, oder je eine Zeile für {others}.",
    ],
    why: "Ein Knoten, den man nicht hört, ist für die anderen tot: Sie nehmen seine Buckets, während er sie noch bedient. Loopback-Adressen verlassen den Knoten nie.",
    example: "to 127.0.0.1:7001",
  },
  "no-quorum": {
    title: "Wird ein Knoten abgeschnitten, antworten jedem Client zwei Knoten",
    because:
      "Mit quorum {quorum} macht von {nodes} Knoten auch ein Teil weiter, der nicht mehr als die Hälfte ist.",
    see: inForce,
    hints: [
      "Ein Knoten hört niemanden mehr. Sind die anderen tot, oder ist er abgeschnitten? Was darf er tun?",
      "Wie viele von {nodes} Knoten kann in einem geteilten Cluster nur ein einziger Teil haben?",
      "Setze quorum in {file} auf mehr als die Hälfte von {nodes}.",
    ],
    why: "Knoten, die leben, aber einander nicht hören, nehmen jeweils die Buckets der vermissten. Nur ein Teil mit der Mehrheit der Knoten kann sicher sein, dass kein anderer Teil dasselbe tut.",
    example: "quorum 1",
  },
  "quorum-too-large": {
    title: "Ein Knoten stirbt, und niemand wird mehr bedient",
    because: "Quorum {quorum} bei {nodes} Knoten wird nicht erreicht, sobald einer fehlt.",
    see: inForce,
    hints: [
      "Wie viele Knoten sind noch da, wenn einer von {nodes} stirbt?",
      "Das Quorum ist die kleinste Zahl, mit der ein Knoten noch bedient.",
      "Setze quorum in {file} auf mehr als die Hälfte von {nodes}, aber auf weniger als {nodes}.",
    ],
    why: "Ein Quorum aller Knoten macht jeden Knoten zum Single Point of Failure. Mehr als die Hälfte reicht, um sicher der einzige Teil zu sein, der bedient.",
    example: "quorum 3",
  },
  "slow-heartbeat": {
    title: "Die Clients eines toten Knotens warten länger, als Nutzer ertragen",
    because:
      "Mit heartbeat {heartbeat} und dead {dead} dauert es länger als die {limit}, die Nutzer hier ertragen.",
    see: inForce,
    hints: [
      "Wie lange bedient niemand die Clients eines toten Knotens? Welche zwei Zahlen sagen das?",
      "Vom letzten Heartbeat bis zur Übernahme durch die anderen vergeht `dead`. Vergleiche das mit {limit}.",
      "Setze `dead` in {file} deutlich unter {limit} und `heartbeat` auf etwa ein Fünftel davon.",
    ],
    why: "Einen stummen Knoten verrät nur, dass seine Heartbeats fehlen. `dead` sagt, nach wie langer Stille die anderen seine Clients übernehmen, also ist es der Ausfall dieser Clients.",
    example: "heartbeat 2s\ndead 14s",
  },
  refused: {
    title: "halab-nlb startet nicht, und niemand hat einen Bucket",
    because: "Der Daemon weist {file} auf {node} ab: {why}.",
    see: "halab exec {lab} {node} -- halab-svc check nlb",
    hints: [
      "Läuft der Daemon überhaupt?",
      "Lass ihn die Datei prüfen. Er nennt die Zeile und den Fehler: {why}.",
      "Verbessere diese Zeile von {file}, dann starte den Dienst nlb neu.",
    ],
    why: "halab-nlb startet nur mit einer Datei, die es ganz versteht. Ohne den Daemon bleibt das Set der Buckets leer, und der Knoten bedient niemanden.",
    example: "dead 100ms\nheartbeat 150ms",
  },
  "set-missing": {
    title: "Der Daemon für den Heartbeat startet nicht",
    because: "nlb.conf auf {node} nennt das Set `{set}`, das es im Paketfilter nicht gibt.",
    see: "halab exec {lab} {node} -- nft list sets",
    hints: [
      "Wohin schreibt der Daemon seine Buckets?",
      "Vergleiche `set` in {file} (Familie, Tabelle, Name) mit den Tabellen und Sets in nftables.conf.",
      "Gib beiden dieselben drei Wörter, zum Beispiel `{set}`.",
    ],
    why: "Der Daemon schreibt seine Buckets in ein Set des Paketfilters, und der Filter sucht sie dort. Ohne das Set führt kein Weg vom einen zum anderen, also beginnt der Daemon gar nicht erst.",
    example: "set ip nlb mine\ntable ip nlb { set buckets { type mark; } }",
  },
};
