import type { Phrases } from "../../../core/kinds/phrase.ts";
import type { Texts } from "../../../core/kinds/rule.ts";

export const texts: Texts = {
  "daemon-warns": {
    title: "{service} warnt vor etwas in seinen Dateien und läuft trotzdem",
    because: "{service} auf {node} sagt: {said}",
    see: "halab exec {lab} {node} -- halab-svc warnings {service}",
    hints: [
      "Was hat der Daemon getan anstelle dessen, was du geschrieben hast?",
      "Sieh dir {file} an und das, was der Daemon selbst sagt.",
      "Schreibe etwas, das er so nehmen kann, wie es dasteht, bis er nichts mehr sagt.",
    ],
    why: "Ein Daemon, der warnt, läuft mit etwas anderem, als dasteht: Er lässt ein Wort aus, kürzt einen Wert oder nimmt einen Standardwert. Oft ist das harmlos, und manchmal ist es genau die Zeile, auf die es ankommt.",
    example: "auth_pass correcthorse    # keepalived behält nur die ersten 8 Zeichen",
  },
  "not-running": {
    title: "{service} läuft auf {node} nicht",
    because: "Auf {node} sollte {service} laufen, aber kein Prozess davon antwortet",
    see: "halab exec {lab} {node} -- halab-svc pids {service}",
    hints: [
      "Ist der Daemon überhaupt gestartet, und was hat er zuletzt gesagt?",
      "Lies, was er ins Log geschrieben hat: halab logs {lab} {node}.",
      "Behebe, was sein Log nennt, und starte ihn: halab exec {lab} {node} -- halab-svc start {service}",
    ],
    why: "Ein Daemon, der nicht da ist, tut nichts von dem, was in seinen Dateien steht, so richtig sie auch sind.",
    example:
      "keepalived: Configuration file '/etc/keepalived/keepalived.conf' is not a regular non-executable file",
  },
  refuses: {
    title: "{service} weist seine Dateien zurück und startet nicht",
    because: "{service} auf {node} sagt: {said}",
    see: "halab exec {lab} {node} -- halab-svc check {service}",
    hints: [
      "Über welches Wort stolpert der Daemon, und was hätte er dort erwartet?",
      "Sieh dir Zeile {line} von {file} an und die davor: Eine fehlende Klammer oder ein fehlendes Semikolon fällt erst später auf.",
      "Schreibe diese Zeile so, wie das Handbuch des Daemons sie verlangt, dann: halab apply",
    ],
    why: "Ein Daemon, der seine Konfiguration nicht annimmt, läuft gar nicht: Alles andere, was dort steht, zählt dann nicht, so richtig es auch ist.",
    example: "vrrp_instance site {    # und keine } am Ende",
  },
  "versions-differ": {
    title: "{service} ist nicht auf allen Knoten dasselbe Programm",
    because: "Auf {those} läuft {mine}, auf {others} {theirs}.",
    see: "halab exec {lab} {node} -- sha256sum {file}",
    hints: [
      "Welche Version läuft wo, und ist gerade ein Upgrade im Gang?",
      "Ein Prozess führt die Datei aus, mit der er gestartet wurde, was auch immer jetzt auf der Platte liegt.",
      "Bring alle Knoten auf eine Version, und starte {service} neu, wo noch die alte läuft.",
    ],
    why: "Zwei Versionen nebeneinander sind ein Zustand zum Durchgehen und keiner zum Bleiben: Was die eine schreibt, kann die andere vielleicht nicht lesen, und was dann scheitert, hat niemand geprüft.",
    example: "redis-server (5:7.0.15)    # und 5:8.0.2 auf den anderen",
  },
};

/** What `halab validate` asks. */
export const tests = {
  versions: "Knoten mit demselben Dienst führen dasselbe Programm aus",
  daemons: "Jeder Dienst nimmt seine Dateien an, warnt vor nichts und läuft",
};

export const phrases: Phrases = {
  "{0} programs": "{0} Programme",
};
