import type { Phrases } from "../../../../core/kinds/phrase.ts";

/** What the rules found, in words of their own. */
export const phrases: Phrases = {
  "there is {0}": "vorhanden ist: {0}",
  none: "nichts",
  "did you mean {0}?": "meinst du {0}?",
  "owns the address (priority 255)": "ist Eigentümer der Adresse (Priorität 255)",
  "is in the sync group {0}": "gehört zur Sync-Gruppe {0}",
  "no address": "keine Adresse",
  "{0}, which is no number from 1 to 255": "{0}, und das ist keine Zahl von 1 bis 255",
  "{0}, which is on {1}": "{0}, und das liegt an {1}",
  "none of its networks": "keines dieses Knotens",
  "no interface": "keine Schnittstelle",
  "does not run there": "läuft dort nicht",
  "says that it is {0} there": "meldet dort {0}",
  "nothing but its interface": "nur ihre Schnittstelle",
  nobody: "niemanden",
  "no password": "kein Passwort",
  "be a whole number from 1 to 255": "eine ganze Zahl von 1 bis 255",
  "be a number of seconds above 0": "eine Zahl von Sekunden über 0",
  "be whole seconds in VRRP version 2; hundredths of a second need version 3":
    "ganze Sekunden in VRRP Version 2; Hundertstel brauchen Version 3",
  'a " at the end of the line': 'ein " am Ende der Zeile',
  "a { behind {0}": "eine { hinter {0}",
  "the { that this } closes": "die {, die diese } schließt",
  "the } that closes {0}": "die }, die {0} schließt",
  "a keyword before this {": "ein Schlüsselwort vor dieser {",
  "it belongs outside of all blocks": "es gehört außerhalb aller Blöcke",
  "it belongs into {0}": "es gehört in {0}",
  "a comment begins with # or !": "ein Kommentar beginnt mit # oder !",
  "the file begins with a byte order mark, which is a letter here":
    "die Datei beginnt mit einem Byte Order Mark, und das gilt hier als Buchstabe",
  "keepalived.conf(5) has no such word": "keepalived.conf(5) kennt kein solches Wort",
  "outside of all blocks": "außerhalb aller Blöcke",
  "in {0}": "in {0}",
  "may not be executed": "darf nicht ausgeführt werden",
  "was not found": "wurde nicht gefunden",
};
