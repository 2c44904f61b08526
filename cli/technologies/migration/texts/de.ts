import type { Texts } from "../../../core/kinds/rule.ts";

const said = "halab exec {lab} {node} -- cat /var/log/halab/guest";

export const texts: Texts = {
  "memory-differs": {
    title: "Der Gast zieht nicht um",
    because: "{node} gibt dem Gast {value} MiB, {other} {theirs}.",
    see: said,
    hints: [
      "Woraus besteht der Zustand eines Gasts, und wo muss er hineinpassen?",
      "Vergleiche MEMORY in guest.conf auf {node} und {other}.",
      "Schreibe MEMORY={theirs} in Zeile {line} von {file} auf {node}.",
    ],
    why: "Bei einer Migration wird der Speicher des Gasts Seite für Seite in eine Maschine kopiert, die vorher angelegt wurde. Hat sie eine andere Größe, weist QEMU den Zustand ab.",
    example: "hv1: MEMORY=192\nhv2: MEMORY=256",
  },
  "cpu-differs": {
    title: "Der Gast zieht um und stirbt einige Zeit später",
    because: "{node} zeigt dem Gast den Prozessor {value}, {other} {theirs}.",
    see: said,
    hints: [
      "Was hat der Gast beim Booten über seinen Prozessor erfahren?",
      "Ein Programm verwendet weiter die Befehle, die es bei seinem Start gab. Vergleiche CPU auf {node} und {other}.",
      "Schreibe in beide Dateien dieselbe CPU: ein Modell, das beide Hypervisoren haben.",
    ],
    why: "Ein Gast fragt seinen Prozessor nur einmal nach dessen Fähigkeiten. Auf einem geringeren sind manche Befehle ungültig, und QEMU bemerkt den Unterschied nicht.",
    example: "hv1: CPU=max\nhv2: CPU=qemu64",
  },
  "board-differs": {
    title: "Der Gast zieht nicht um",
    because: "{node} hat das Board {value}, {other} {theirs}.",
    see: said,
    hints: [
      "Von welchen Geräten handelt der Zustand des Gasts?",
      "Vergleiche MACHINE in guest.conf auf {node} und {other}.",
      "Schreibe MACHINE={theirs} in Zeile {line} von {file} auf {node}.",
    ],
    why: "Zum Zustand eines Gasts gehört der Zustand jedes Geräts auf seinem Board. Eine Maschine von anderem Typ hat andere, und QEMU weist ab, was es nicht zuordnen kann.",
    example: "hv1: MACHINE=q35\nhv2: MACHINE=pc",
  },
  "mac-differs": {
    title: "In der Konfiguration hat der Gast eine andere MAC, als er benutzt",
    because: "{node} gibt der Netzwerkkarte des Gasts die MAC {value}, {other} {theirs}.",
    see: said,
    hints: [
      "Welche MAC benutzt der Gast nach einer Live-Migration, und welche nach einem Kaltstart?",
      "Vergleiche MAC in guest.conf auf {node} und {other}.",
      "Schreibe MAC={theirs} in Zeile {line} von {file} auf {node}.",
    ],
    why: "Ein Gast, der umzieht, behält die MAC aus seinem Zustand; einer, der startet, bekommt die aus der Datei. Clients, die die andere kennen, warten, bis ARP ihnen die neue sagt.",
    example: "hv1: MAC=52:54:00:88:00:50\nhv2: MAC=52:54:00:88:00:51",
  },
  "disk-not-shared": {
    title: "Der Gast zieht um und findet eine andere Platte unter sich",
    because: "Auf {node} ist die Platte des Gasts {disk}, eine Datei nur auf {node}.",
    see: "halab exec {lab} {node} -- ls -l {disk}",
    hints: [
      "Was zieht mit dem Gast um: sein Speicher, sein Prozessor, seine Platte?",
      "Eine Live-Migration lässt die Platte, wo sie ist. Wer kommt an {disk} heran?",
      "Schreibe in Zeile {line} von {file} die Platte, an die beide herankommen (nbd://HOST:PORT/EXPORT).",
    ],
    why: "Im Speicher des Gasts steht, was er über seine Platte weiß. Liegt darunter eine andere, zerstört er mit dem, was er schreibt, ihr Dateisystem.",
    example: "DISK=/var/lib/halab-vm/shop.qcow2",
  },
  "disk-differs": {
    title: "Der Gast zieht um und findet eine andere Platte unter sich",
    because: "Auf {node} ist die Platte des Gasts {value}, auf {other} {theirs}.",
    see: said,
    hints: [
      "Was zieht mit dem Gast um: sein Speicher, sein Prozessor, seine Platte?",
      "Vergleiche DISK in guest.conf auf {node} und {other}.",
      "Schreibe DISK={theirs} in Zeile {line} von {file} auf {node}.",
    ],
    why: "Im Speicher des Gasts steht, was er über seine Platte weiß. Liegt darunter eine andere, zerstört er mit dem, was er schreibt, ihr Dateisystem.",
    example: "hv1: DISK=nbd://10.88.1.10:10809/shop\nhv2: DISK=nbd://10.88.1.10:10809/other",
  },
  "wrong-bridge": {
    title: "Der Gast ist umgezogen, und niemand erreicht ihn mehr",
    because:
      "Auf {node} endet das Kabel des Gasts in {bridge}, aber seine Adresse {address} gehört zu {right}.",
    see: "halab exec {lab} {node} -- bridge link",
    hints: [
      "In welches Netz spricht der Gast nach dem Umzug?",
      "Seine Adresse bleibt gleich. Vergleiche BRIDGE mit dem Netz von {address}.",
      "Schreibe BRIDGE={right} in Zeile {line} von {file}.",
    ],
    why: "Eine Migration ändert im Inneren des Gasts nichts. Seine Adresse muss also dort passen, wo sein Kabel endet. In einem anderen Netz antwortet ihm niemand.",
    example: "BRIDGE=br-san",
  },
  "long-standstill": {
    title: "Man spürt die Migration: Der Gast steht lange still",
    because:
      "Mit einem Downtime-Limit von {downtime} ms wartet ein Client womöglich {wait} s, und Nutzer ertragen {limit} s.",
    see: "halab exec {lab} {node} -- halab-guest last",
    hints: [
      "Wann hält QEMU den Gast an und sendet den Rest?",
      "Sobald der Rest nicht länger dauert als DOWNTIME_LIMIT. Was in dieser Zeit an den Gast gesendet wird, geht verloren, und TCP versucht es später wieder.",
      "Setze DOWNTIME_LIMIT in Zeile {line} von {file} so klein, dass der nächste Versuch von TCP vor {limit} s kommt.",
    ],
    why: "Das Limit ist nicht nur erlaubt, es wird ausgenutzt: QEMU hält den Gast an, sobald der Rest hineinpasst. Ist es groß, beginnt QEMU mit den Runden gar nicht erst.",
    example: "DOWNTIME_LIMIT=10000",
  },
  "never-converges": {
    title: "Die Migration eines beschäftigten Gasts endet nie",
    because:
      "Bei {bandwidth} MB/s passen {fits} MB in {downtime} ms, aber der Gast beschreibt immer wieder {dirty} MiB, und nichts bremst ihn.",
    see: "halab exec {lab} {node} -- halab-guest last",
    hints: [
      "Wie viel bleibt nach jeder Runde übrig, wenn der Gast schneller schreibt, als die Leitung überträgt?",
      "Der Rest muss in Bandbreite mal Downtime-Limit passen. Sonst muss der Gast gebremst werden, oder je Seite muss weniger gesendet werden.",
      "Schreibe AUTO_CONVERGE=on (oder XBZRLE=on) in {file}, oder gib der Migration mehr Bandbreite und ein längeres Limit, soweit Nutzer es ertragen.",
    ],
    why: "Eine Runde sendet, was während der Runde davor beschrieben wurde. Schreibt der Gast schneller, bleibt nach jeder Runde gleich viel übrig, und die Migration läuft, bis sie abgebrochen wird.",
    example: "BANDWIDTH=8\nAUTO_CONVERGE=off\nXBZRLE=off",
  },
  "value-missing": {
    title: "Der Gast startet nicht oder zieht nicht um",
    because: "In {file} auf {node} fehlt {name}.",
    see: said,
    hints: [
      "Was hat der Hypervisor geantwortet, als er gefragt wurde?",
      "Jeder Name in der Datei muss einen Wert haben: {name} hat keinen.",
      "Schreibe {name}=VALUE in {file}.",
    ],
    why: "Bei jedem Start und bei jeder Ankunft entsteht die Maschine aus dem, was in diesen Dateien steht. Fehlt ein Wert, wird gar nicht erst begonnen.",
    example: "MEMORY=",
  },
};

/** What `halab validate` asks. */
export const tests = {
  settings: "Beide Hypervisoren haben dieselbe Maschine und eine gemeinsame Platte für den Gast",
};
