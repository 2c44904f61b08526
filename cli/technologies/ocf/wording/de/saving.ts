import type { Texts } from "../../../../core/kinds/rule.ts";

const state = "halab exec {lab} {node} -- sh -c 'counterd -v /run/counterd/state'";

/** Davon, wie die Zählerstände gesichert werden. */
export const savingTexts: Texts = {
  "saves-rarely": {
    title: "Ein Absturz kostet mehr Zählungen als versprochen",
    because:
      "counterd sichert alle {save}, und ein Absturz darf kosten, was in {most} gezählt wurde.",
    see: state,
    hints: [
      "Welche Zählungen sind weg, wenn der Prozess kurz vor dem Sichern stirbt?",
      "Alle seit dem letzten Sichern. Wie oft er sichert, bestimmt, wie viel ein Absturz kostet (Recovery Point Objective).",
      "Schreib in Zeile {line} ein `save` von höchstens {most}, zum Beispiel `save 500ms`.",
    ],
    why: "Was bestätigt und nicht gesichert ist, gibt es nur im Speicher eines Prozesses. Öfter sichern kostet Schreibzugriffe, und `save each` kostet jeden Benutzer die Zeit eines Sicherns.",
    example: "save 30s",
  },
  "written-in-place": {
    title: "Nach einem Absturz ist der Zustand halb da, und nichts startet darauf",
    because:
      "Mit `write in-place` schneidet counterd seine Datei ab und schreibt sie neu; ein Absturz dazwischen lässt weder die alte noch die neue übrig.",
    see: state,
    hints: [
      "In welchem Moment des Sicherns liegt kein ganzer Zustand auf der Platte?",
      "Schreib neben die alte Datei und setz die neue an ihre Stelle, wenn sie ganz ist: Ein rename ist alles oder nichts.",
      "Schreib `write atomic` in Zeile {line}.",
    ],
    why: "Ein Programm, das getötet wird oder dessen Knoten den Strom verliert, hält zwischen zwei beliebigen Bytes an. Nur was nach dem Schreiben auf die Platte in einem Schritt ersetzt wird (rename(2)), ist immer ganz.",
    example: "write in-place",
  },
  "no-copies": {
    title: "Die Zählerstände gehen mit ihrem Knoten unter",
    because: "Nach {file} hat niemand sonst eine Kopie dessen, was {node} gezählt hat.",
    see: "halab exec {lab} {node} -- ls -l /var/lib/counter-copies",
    hints: [
      "Womit beginnt ein anderer Knoten, wenn dieser aus ist?",
      "Er braucht den Zustand: auf Speicher, den alle teilen, oder als Kopie, die vorher geschickt wurde.",
      "Nenn hinter `copies` die Adressen aller Knoten.",
    ],
    why: "Ein Cluster verschiebt den Dienst, und nicht, was er weiß. Ohne geteilten oder replizierten Zustand ist ein Failover ein Anfang bei null.",
    example: "copies none",
  },
};
