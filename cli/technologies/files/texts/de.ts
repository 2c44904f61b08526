import type { Texts } from "../../../core/kinds/rule.ts";

export { phrases } from "../wording/de/phrases.ts";

export const texts: Texts = {
  "todo-left": {
    title: "Noch offen: {number}",
    because: "{file} auf {node} ist noch so, wie du die Datei bekommen hast: {todo}",
    see: "grep -rn TODO .",
    hints: [
      "Welcher Schritt der Übung braucht {number}? Die Anleitung sagt es.",
      "Sieh dir {file}, Zeile {line}, an: Der Kommentar sagt, was fehlt.",
      "Schreibe, was Zeile {line} von {file} verlangt, und nimm den Kommentar heraus.",
    ],
    why: "Die Vorlage einer Übung lässt genau das aus, was die Übung lehrt. Solange es fehlt, ist es die Ursache von allem, was fehlschlägt.",
    example: "# TODO 1 (steady): wer führt?",
  },
};
