import type { Texts } from "../../../../core/kinds/rule.ts";

const monitor = "halab exec {lab} {node} -- sh -c '{file} monitor; echo exit $?'";
const tester =
  "halab exec {lab} {node} -- ocf-tester -n test -o config=/etc/counterd/try.conf {file}";

/** Vom Agenten als Ganzem, von seinen Metadaten und Exit-Codes. */
export const agentTexts: Texts = {
  "no-interpreter": {
    title: "Niemand kann den Agenten ausführen",
    because: "Die erste Zeile von {file} ist „{line}“; das nennt kein Programm des Knotens.",
    see: "halab exec {lab} {node} -- {file} meta-data",
    hints: [
      "Wer führt eine Datei aus, die kein Programm ist, und woher weiß das der Kernel?",
      "Die erste Zeile sagt es: #! und der ganze Pfad eines Interpreters, nichts davor und nichts dahinter.",
      "Schreib `#!/bin/sh` (oder /bin/bash, /usr/bin/python3, /usr/bin/perl) in die erste Zeile, mit Zeilenenden wie unter Unix.",
    ],
    why: "Der Kernel liest den Interpreter aus der ersten Zeile. Ein Zeilenende von Windows gehört zum Namen, und ein Programm `sh` mit Wagenrücklauf gibt es nicht.",
    example: "#!/usr/local/bin/zsh",
  },
  "meta-data-malformed": {
    title: "Was der Agent von sich sagt, ist kein XML",
    because: "Was {file} für meta-data ausgibt, ist in Zeile {line} nicht wohlgeformt: `{text}`.",
    see: "halab exec {lab} {node} -- {file} meta-data",
    hints: [
      "Wer liest, was meta-data ausgibt?",
      "Pacemaker und seine Werkzeuge lesen es als XML; ein Tag, das niemand schließt, verdirbt alles.",
      "Berichtige Zeile {line} von {file}: Schließ jedes Element und setz jedes Attribut in Anführungszeichen.",
    ],
    why: "Ohne lesbare Metadaten weiß kein Werkzeug, welche Parameter der Agent nimmt und wie lange seine Aktionen dauern dürfen, und Pacemaker weiß nicht, welcher Parameter sich ohne Neustart ändern darf.",
    example: "<actions>\n<action name=start timeout=20s>\n</actions>",
  },
  "meta-data-lacks": {
    title: "Der Agent sagt nicht, was er kann",
    because: "Die Metadaten von {file} nennen {lack} nicht.",
    see: "halab exec {lab} {node} -- crm_resource --show-metadata ocf:halab:counter",
    hints: [
      "Was weiß ein Werkzeug des Clusters von einem Agenten, den es nie ausgeführt hat?",
      "Fünf Aktionen stehen in den Metadaten jedes Agenten, dazu jeder Parameter, den jemand setzen darf.",
      'Ergänze, was fehlt ({lack}): `<action name="monitor" timeout="6s" interval="2s"/>`, oder `<parameter name="config">` mit seinem Inhalt.',
    ],
    why: "Werkzeuge lesen daraus, was sie einrichten dürfen: crm und pcs lehnen eine Operation ab, die der Agent nicht nennt, oder warnen vor ihr.",
    example:
      '<actions>\n<action name="start" timeout="20s"/>\n<action name="stop" timeout="20s"/>\n</actions>',
  },
  "action-missing": {
    title: "Der Agent kennt eine Aktion nicht, nach der ein Cluster fragt",
    because: "Das `case` von {file} hat keinen Zweig für {action}.",
    see: tester,
    hints: [
      "Welche Aktionen muss jeder Agent kennen?",
      "start, stop, monitor, meta-data und validate-all; alle anderen enden mit 3, OCF_ERR_UNIMPLEMENTED.",
      "Gib dem `case` einen Zweig `{action})`.",
    ],
    why: "Ein Cluster fragt, wonach es laut Standard fragen darf. 3 (nicht vorhanden) als Antwort darauf ist ein harter Fehler: Auf diesem Knoten wird die Ressource nicht mehr versucht.",
    example: "case $1 in\n  start) start ;;\n  stop) stop ;;\nesac",
  },
  "never-not-running": {
    title: "Ein angehaltener Dienst sieht aus wie ein gescheiterter",
    because: "Nichts in {file} endet mit 7 (OCF_NOT_RUNNING).",
    see: monitor,
    hints: [
      "Was sagt dein monitor auf einem Knoten, der nie etwas starten sollte?",
      "Ein Cluster unterscheidet „er ist nicht hier“ (7) von „er ist hier, und kaputt“ (1).",
      "Lass monitor mit 7 enden, wo der Prozess nicht da ist; 1 bleibt für einen, der da ist und nicht arbeitet.",
    ],
    why: "Vor einem Start fragt der Cluster alle Knoten. Wer da 1 sagt, gilt als Knoten mit einem kaputten Dienst: Der wird erst angehalten, als Fehler gezählt und noch einmal versucht.",
    example: "monitor() {\n  lives || return 1\n}",
  },
  "always-success": {
    title: "Was auch geschieht, der Agent sagt, alles sei gut",
    because: "Der letzte Befehl von {file} ist `{text}`, also hören alle 0.",
    see: monitor,
    hints: [
      "Der Exit-Code welches Befehls ist der deines Agenten?",
      "Ein Skript endet mit dem Code seines letzten Befehls.",
      "Nimm `{text}` aus Zeile {line} heraus, oder ende mit dem Code der Aktion: `exit $?` gleich danach.",
    ],
    why: "Der Exit-Code ist alles, was ein Cluster glaubt. 0 von monitor auf drei Knoten ist ein Dienst, der dreimal läuft; 0 von einem gescheiterten Start ist ein Dienst, den niemand vermisst.",
    example: "case $1 in\n  start) start ;;\nesac\nexit 0",
  },
};
