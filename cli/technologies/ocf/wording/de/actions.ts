import type { Texts } from "../../../../core/kinds/rule.ts";

const monitor = "halab exec {lab} {node} -- sh -c '{file} monitor; echo exit $?'";
const log = "halab logs {lab} {node} -n 30";

/** Von dem, was der Agent tut: monitor, start, stop. */
export const actionTexts: Texts = {
  "status-asks-nothing": {
    title: "Ein Dienst, der hängt, gilt als einer, der arbeitet",
    because: "Was {file} für monitor tut, fragt den Dienst selbst nie etwas.",
    see: monitor,
    hints: [
      "Was ändert sich an deinem monitor, wenn der Prozess stillsteht (`kill -STOP`)?",
      "Dass ein Prozess da ist und ein Port Verbindungen annimmt, sagt der Kernel. Frag, was nur der Dienst beantworten kann.",
      "Hol `http://127.0.0.1:PORT/health` mit einer Zeitgrenze, wie `curl -s -f -m 2` es tut, und ende mit 1, wo das scheitert.",
    ],
    why: "Ein monitor muss merken, was Benutzer merken. Der Kernel nimmt Verbindungen auch für einen Prozess an, der angehalten ist, keinen Speicher mehr hat oder endlos kreist.",
    example: "monitor() {\n  pgrep -x counterd > /dev/null || return 7\n}",
  },
  "pid-file-believed": {
    title: "Ein anderer Prozess gilt als der Dienst, oder wird an seiner Stelle beendet",
    because:
      "{file} glaubt der Zahl in der PID-Datei: `kill -0` sagt, dass irgendein Prozess sie hat, und nicht welcher.",
    see: "halab exec {lab} {node} -- sh -c 'ps -p \"$(cat /run/counterd.pid)\"'",
    hints: [
      "Wer hat die Zahl in der PID-Datei, nachdem der Dienst getötet wurde?",
      "Ein getöteter Prozess lässt seine PID-Datei liegen, und Nummern kommen wieder.",
      "Sieh auch nach dem Namen: `read -r name < /proc/$pid/comm`, und vergleich ihn mit counterd.",
    ],
    why: "Mit einer veralteten PID-Datei sagt monitor von einem toten Dienst, er laufe, und stop tötet, wer die Nummer jetzt hat.",
    example: 'lives() { kill -0 "$(cat /run/counterd.pid)"; }',
  },
  "start-returns-early": {
    title: "Start sagt „er läuft“, bevor er bedient",
    because:
      "{file} startet counterd, der sofort in den Hintergrund geht, und sieht nicht nach, ob er schon bedient.",
    see: log,
    hints: [
      "Was tut counterd in den Sekunden nach seinem Start?",
      "0 von einem Start heißt: Er bedient. Der nächste monitor und die Ressourcen danach kommen sofort. Eine feste Pause ist für den einen Knoten zu lang und für den anderen zu kurz.",
      "Frag immer wieder nach seinem Befinden, bis er wohlauf ist: eine Schleife um monitor, mit einem kurzen sleep darin.",
    ],
    why: "Die Adresse folgt, sobald start zu Ende ist; Benutzer kommen also zu früh. Und ein monitor, der gleich nach einem Start scheitert, ist ein Fehler, für den der Dienst angehalten und neu gestartet wird.",
    example: 'start() {\n  counterd -c "$config"\n  sleep 2\n}',
  },
  "start-looks-not-first": {
    title: "Was läuft, wird noch einmal gestartet",
    because: "{file} startet counterd, ohne nachzusehen, ob er schon läuft.",
    see: "halab exec {lab} {node} -- sh -c 'export OCF_RESKEY_config=/etc/counterd/try.conf; {file} start; {file} start; pgrep -a -x counterd'",
    hints: [
      "Was soll start tun, wo der Dienst läuft?",
      "Nichts, und mit 0 enden. Ein Cluster kann zweimal einen Start verlangen, etwa nach einem Wechsel des Controllers.",
      "Beginn start mit monitor: Wo der 0 sagt, gib 0 zurück.",
    ],
    why: "Ein zweiter Dämon findet den Port belegt und stirbt, aber erst, nachdem er seine Nummer in die PID-Datei geschrieben hat. Von da an kann niemand den ersten anhalten.",
    example: 'start() {\n  counterd -c "$config"\n}',
  },
  "start-waits-for-ever": {
    title: "Ein Start, der nicht gelingen kann, endet nicht",
    because:
      "Die Schleife in dem, was {file} für start tut, endet, wenn der Dienst wohlauf ist, und sonst nie.",
    see: log,
    hints: [
      "counterd weigert sich zu starten und endet. Was tut dein start dann?",
      "Wer auf einen Prozess wartet, muss merken, dass es ihn nicht mehr gibt.",
      "Warte, solange der Prozess lebt (`while lives; do ...`), und ende nach der Schleife mit 1.",
    ],
    why: "Der Cluster tötet den Start, wenn seine Frist um ist. Bis dahin, hier 20 s, versucht es niemand auf einem anderen Knoten, auf dem es gelungen wäre.",
    example: "until monitor; do\n  sleep 0.2\ndone",
  },
  "stop-returns-early": {
    title: "Stop sagt „er ist weg“, während er noch läuft",
    because: "{file} schickt ein Signal und wartet nicht, bis der Prozess zu Ende ist.",
    see: "halab exec {lab} {node} -- sh -c 'export OCF_RESKEY_config=/etc/counterd/try.conf; {file} start; {file} stop; pgrep -a -x counterd'",
    hints: [
      "Was tut counterd zwischen SIGTERM und seinem Ende?",
      "0 von einem Stop heißt: Er ist weg, und ein anderer Knoten darf beginnen. Gesichert wird ganz zuletzt.",
      "Warte nach `kill -TERM` in einer Schleife, bis der Prozess nicht mehr da ist.",
    ],
    why: "Der nächste Knoten beginnt mit dem, was bis dahin gesichert war, während der alte noch sichert: Was zuletzt gezählt wurde, ist verloren, und einen Moment lang arbeiten zwei.",
    example: 'stop() {\n  kill -TERM "$pid"\n}',
  },
  "stop-cannot-kill": {
    title: "Ein Dienst, der hängt, lässt sich nicht anhalten",
    because: "{file} bittet den Prozess zu enden, und hat nichts für einen, der es nicht tut.",
    see: log,
    hints: [
      "Nimmt ein Prozess, der stillsteht, SIGTERM entgegen?",
      "Ein Signal, das ein Prozess selbst behandelt, wartet, bis er wieder läuft. Ein Signal braucht den Prozess nicht dazu.",
      "Schick nach einigen Sekunden `kill -KILL` und warte noch einmal; das muss in die Frist von stop passen.",
    ],
    why: "Ein gescheiterter Stop ist das Schlimmste, was ein Agent sagen kann. Mit Fencing wird dafür der ganze Knoten abgeschaltet; ohne startet der Dienst nirgends, denn er könnte hier noch laufen.",
    example: 'stop() {\n  kill -TERM "$pid"\n  while lives; do sleep 0.1; done\n}',
  },
};
