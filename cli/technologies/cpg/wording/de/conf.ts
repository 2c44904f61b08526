/** Was die Regeln zu /etc/cpg.conf sagen. */
import type { Texts } from "../../../../core/kinds/rule.ts";

const inForce = "halab exec {lab} {node} -- halab-svc in-force cpg";

export const confTexts: Texts = {
  refused: {
    title: "halab-cpg startet nicht, und sein Knoten ist in keiner Gruppe",
    because: "{file} von {node}: {why}.",
    see: "halab exec {lab} {node} -- halab-svc check cpg",
    hints: [
      "Nimmt das Programm seine Datei an?",
      "Es gibt vier Wörter, `group`, `rate`, `minority` und `apply`, eines je Zeile, jedes mit einem Wert.",
      "Berichtige {file}: {why}.",
    ],
    why: "halab-cpg startet nur mit einer Datei, die es ganz versteht. Ein Knoten, dessen Programm nicht läuft, ist Mitglied von Corosyncs Ring, aber nicht der Gruppe.",
    example: "rate fast",
  },
  "groups-differ": {
    title: "Knoten senden an verschiedene Gruppen und hören einander nicht",
    because: "{node} tritt der Gruppe {value} bei, {other} der Gruppe {theirs}.",
    see: inForce,
    hints: [
      "Corosync sieht alle Knoten. Woran erkennt es, welche Programme zusammengehören?",
      "Vergleiche die Zeile `group` von {node} mit der von {other}.",
      "Schreibe `group {theirs}` in {file} von {node}.",
    ],
    why: "Corosync führt für jeden Namen einer Gruppe eine eigene Mitgliedschaft. Ein Programm mit einem anderen Namen tritt ohne jede Klage bei und ist darin allein.",
    example: "n1: group orders\nn3: group order",
  },
  "applies-sent": {
    title: "Die Knoten haben dieselben Nachrichten in verschiedenen Reihenfolgen",
    because:
      "{node} nimmt seine eigenen Nachrichten schon beim Senden (`apply sent`), bevor die Gruppe sie geordnet hat.",
    see: "halab exec {lab} {node} -- tail -n 40 /var/log/cpg/log",
    hints: [
      "Wann weiß ein Absender, welchen Platz seine Nachricht unter denen der anderen hat?",
      "Eine Nachricht hat ihren Platz, sobald sie zugestellt wird; ihrem Absender wird sie zugestellt wie allen anderen.",
      "Schreibe `apply delivered` in Zeile {line} von {file}.",
    ],
    why: "Totale Ordnung ist eine Ordnung der Zustellungen. Wer seine eigene Nachricht sofort nimmt, hat sie vor denen, die früher gesendet wurden und noch unterwegs sind, und außer ihm niemand.",
    example: "apply sent",
  },
  "minority-sends": {
    title: "Ein abgeschnittener Knoten macht allein weiter",
    because: "{node} sendet ohne Quorum weiter: in {file} steht kein `minority stops`.",
    see: inForce,
    hints: [
      "Ein Knoten ist in seiner Sicht allein. Was weiß er von den anderen: sind sie tot, oder machen sie ohne ihn weiter?",
      "Nur einer der Teile darf weitermachen, und jeder muss von selbst wissen, ob er es ist.",
      "Schreibe `minority stops` in {file}.",
    ],
    why: "Corosync lässt jeden Teil eines zerschnittenen Clusters als Gruppe weitermachen (erweiterte virtuelle Synchronie). Wo zwei Teile nicht zweierlei entscheiden dürfen, muss der ohne Mehrheit aufhören.",
    example: "group orders\nrate 40",
  },
  "no-quorum-asked": {
    title: "Ein abgeschnittener Knoten macht allein weiter, obwohl er aufhören soll",
    because: "{node} hört ohne Quorum auf, aber in {file} zählt niemand die Stimmen.",
    see: "halab exec {lab} {node} -- corosync-quorumtool -s",
    hints: [
      "Wer sagt dem Programm, dass es kein Quorum gibt?",
      "corosync.conf hat einen Abschnitt dafür; ohne ihn gibt es kein Quorum, das verloren gehen könnte.",
      "Ergänze in {file} `quorum { provider: corosync_votequorum }`, auf drei Zeilen.",
    ],
    why: "Ohne `provider` hat Corosync keinen Quorumdienst, und wer danach fragt, hört, dass alles gut ist, auch im kleinsten Teil.",
    example: "minority stops   # und kein quorum.provider in corosync.conf",
  },
  "rates-differ": {
    title: "Die Knoten senden nicht gleich oft",
    because: "{node} sendet {value} Nachrichten je Sekunde, {other} sendet {theirs}.",
    see: inForce,
    hints: [
      "Ist es gewollt, dass ein Knoten mehr sagt als die anderen?",
      "Vergleiche die Zeile `rate` von {node} mit der von {other}.",
      "Schreibe `rate {theirs}` in {file} von {node}, wenn es nicht gewollt ist.",
    ],
    why: "Es geht dadurch nichts kaputt: die Reihenfolge wird vereinbart, wie viel auch jeder sendet. Aber was man zwischen Knoten vergleicht, liest sich leichter, wenn sie gleich senden.",
    example: "n1: rate 40\nn3: rate 4",
  },
};
