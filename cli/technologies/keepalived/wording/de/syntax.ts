import type { Texts } from "../../../../core/kinds/rule.ts";

/** What keepalived cannot read. */
export const syntaxTexts: Texts = {
  "brace-missing": {
    title: "keepalived versteht die Konfiguration von {node} ab Zeile {line} falsch",
    because: "in {file} fehlt: {missing}; in Zeile {line} steht: {text}",
    see: "halab exec {lab} {node} -- keepalived -t",
    hints: [
      "Zu welchem Block gehört Zeile {line} von {file}, und wo endet dieser Block?",
      'Zähle die Klammern und Anführungszeichen um Zeile {line} herum: Zu jeder { gehört eine }, zu jedem " ein zweites in derselben Zeile.',
      "Ergänze, was fehlt: {missing}.",
    ],
    why: "Ein Block reicht bis zu seiner eigenen schließenden Klammer. Was danach kommt, wird sonst als Teil von ihm gelesen, mit Wörtern, die er nicht kennt; so verschwinden ganze Instanzen und Skripte. Meist startet keepalived trotzdem, mit dem, was übrig ist.",
    example: "virtual_ipaddress {\n    10.0.0.100/24\ntrack_script {",
  },
  "unknown-keyword": {
    title: "keepalived beachtet eine Zeile der Konfiguration von {node} nicht",
    because:
      "„{keyword}“ ist an dieser Stelle kein Schlüsselwort ({block}), darum bewirkt Zeile {line} von {file} nichts: {advice}",
    see: "halab exec {lab} {node} -- keepalived -t",
    hints: [
      "Was sollte Zeile {line} von {file} bewirken, und tut der Dienst das?",
      "Schlage {keyword} in keepalived.conf(5) nach: Wie schreibt man es, und in welchem Block steht es?",
      "Zeile {line}: {advice}",
    ],
    why: "keepalived meldet „Unknown keyword“ im Log und macht ohne die Zeile weiter, oder ohne den ganzen Block. Dann gilt der Standardwert, und nur das Log verrät es. Kommentare beginnen mit ! oder #, mit nichts anderem.",
    example: "prioritiy 150",
  },
  "number-wrong": {
    title: "{node} benutzt {keyword} nicht so, wie du es geschrieben hast",
    because:
      "{keyword} {value} wird nicht angenommen, keepalived nimmt stattdessen {taken}; gefordert ist: {must}",
    see: "halab exec {lab} {node} -- keepalived -t",
    hints: [
      "Welches {keyword} gilt auf {node} wirklich?",
      "keepalived.conf(5) sagt, welche Werte {keyword} haben darf. {value} gehört nicht dazu.",
      "Zeile {line} von {file}; gefordert ist: {must}.",
    ],
    why: "Ein Wert außerhalb seines Bereichs wird ersetzt, nicht abgelehnt. Der Cluster läuft mit einer Zahl, die niemand geschrieben hat, und die Zeiten im Bericht sind andere als die in der Datei.",
    example: "vrrp_version 2\nadvert_int 0.2",
  },
  "state-word-wrong": {
    title: "{node} beginnt in einem anderen Zustand, als du geschrieben hast",
    because: "state „{word}“ ist weder MASTER noch BACKUP, also nimmt keepalived BACKUP",
    see: "halab exec {lab} {node} -- keepalived -t",
    hints: [
      "In welchen Zuständen darf eine Instanz beginnen, und wie schreibt man sie?",
      "Die Wörter hinter `state` schreibt man in Großbuchstaben.",
      "Schreibe `state {meant}` in Zeile {line} von {file}.",
    ],
    why: "Der Zustand sagt, wie eine Instanz beginnt; danach entscheiden die Prioritäten. Ein falsches Wort fällt deshalb selten auf, bis es auf die Reihenfolge beim Start ankommt.",
    example: "state Master",
  },
  "include-missing": {
    title: "Eine Datei, die die Konfiguration von {node} einbindet, gibt es nicht",
    because: "Zeile {line} von {file} bindet {path} ein, und {node} hat keine solche Datei",
    see: "halab exec {lab} {node} -- ls -l {path}",
    hints: [
      "Welche Dateien hat {node} wirklich unter /etc/keepalived?",
      "Ein Pfad ohne / am Anfang wird neben der Datei gesucht, die ihn einbindet.",
      "Lege {path} in den Ordner von {node}, oder berichtige Zeile {line}.",
    ],
    why: "keepalived schreibt ins Log, dass nichts gefunden wurde, und macht ohne die Datei weiter. Was darin gestanden hätte, fehlt.",
    example: "include /etc/keepalived/site.conf",
  },
};
