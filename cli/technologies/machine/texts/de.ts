import type { Phrases } from "../../../core/kinds/phrase.ts";
import type { Texts } from "../../../core/kinds/rule.ts";

export const texts: Texts = {
  "node-silent": {
    title: "{node} antwortet nicht",
    because: "{node} wurde gefragt, und: {state}.",
    see: "halab ps {lab}",
    hints: [
      "Sollte {node} jetzt an sein?",
      "Ein Knoten, der aus oder eingefroren ist, hat eine Störung, oder jemand hat ihn ausgeschaltet.",
      "Heile, was gestört ist: halab heal {lab}; oder starte ihn wieder: halab up LAB --name {lab}",
    ],
    why: "Was ein Knoten ausführt und wen er erreicht, kann nur er selbst sagen. Ein Cluster, dem ein Mitglied fehlt, hat seine Reserve verbraucht, bevor etwas geschehen ist.",
    example: "n3  off",
  },
  "clocks-differ": {
    title: "Die Uhr von {node} geht anders als die der übrigen",
    because: "Die Uhr von {node} ist der von {other} um {seconds} s voraus (minus: hinterher).",
    see: "halab exec {lab} {node} -- date",
    hints: [
      "Was sagen die Logs zweier Knoten über ein Ereignis, und wann war es?",
      "Knoten halten ihre Zeit gemeinsam über NTP; wer von Hand gestellt wird, läuft davon.",
      "Stelle die Zeit von {node} (date --set), und sorge dafür, dass etwas sie hält: chrony, ntpd.",
    ],
    why: "Logs mehrerer Knoten werden nebeneinandergelegt, um zu sehen, was zuerst war. Regeln mit Datum, Fristen für Fehler und Unterschriften gehen ebenso nach der Uhr; jeder Knoten nach seiner eigenen.",
    example: "date: +12 s",
  },
  "clocks-far-apart": {
    title: "Die Uhr von {node} ist Minuten von den übrigen entfernt",
    because:
      "Die Uhr von {node} ist der von {other} um {seconds} s voraus (minus: hinterher); ab 300 s wird eine Unterschrift abgelehnt.",
    see: "halab exec {lab} {node} -- date",
    hints: [
      "Welche Nachrichten deiner Knoten tragen eine Unterschrift mit einer Zeit darin?",
      "TSIG, Kerberos und TLS lehnen ab, was aus einer anderen Zeit kommt.",
      "Stelle die Zeit von {node} (date --set), und sorge dafür, dass etwas sie hält: chrony, ntpd.",
    ],
    why: "Unterschriebene Nachrichten tragen eine Zeit, damit niemand eine alte noch einmal schicken kann. Für einen Knoten, der in einer anderen Zeit lebt, ist jede ehrliche Nachricht eine alte.",
    example: "date: +3600 s",
  },
};

/** What `halab validate` asks. */
export const tests = {
  nodes: "Jeder Knoten läuft und antwortet",
  clocks: "Die Uhren aller Knoten stimmen überein",
};

export const phrases: Phrases = {
  "{0} answer": "{0} antworten",
  "it is off": "er ist aus",
  "it is frozen": "er ist eingefroren",
  "it gave no answer": "er gab keine Antwort",
  "at most {0} ms apart": "höchstens {0} ms auseinander",
};
