/** What lies in a folder with a planted mistake, beside the lab's guide. Pure. */
import type { Language } from "../../core/base/language.ts";

const texts: Readonly<Record<Language, string>> = {
  en: `# Something is wrong here

The files in this folder are complete, and one mistake is in them. Find it and mend it: then the cluster does what the
guide asks for, and every step of \`halab check\` passes. Where the guide speaks of a starter and of \`TODO\`, that is done.

1. \`halab check\` plays the steps: which one fails, and what did the users feel?
2. Explain it: which value, in which file of which node, and how does it come to that?
3. Change as little as you can, and check again.
`,
  de: `# Hier stimmt etwas nicht

Die Dateien in diesem Ordner sind vollständig, und ein Fehler steckt darin. Finde und behebe ihn: Dann tut der Cluster, was
die Anleitung verlangt, und jeder Schritt von \`halab check\` besteht. Was die Anleitung über Startdateien und \`TODO\` sagt,
ist schon getan.

1. \`halab check\` spielt die Schritte: Welcher scheitert, und was haben die Nutzer gespürt?
2. Erkläre es: welcher Wert, in welcher Datei welches Knotens, und wie kommt es dazu?
3. Ändere so wenig wie möglich, und prüfe noch einmal.
`,
  hu: `# Itt valami nincs rendben

A mappában lévő fájlok teljesek, de egy hiba van bennük. Keresd meg és javítsd ki: akkor a klaszter azt teszi, amit az
útmutató kér, és a \`halab check\` minden lépése sikerül. Amit az útmutató a kezdőfájlokról és a \`TODO\` jelekről ír, az már
kész.

1. A \`halab check\` lejátssza a lépéseket: melyik nem sikerül, és mit éreztek a felhasználók?
2. Magyarázd meg: melyik érték, melyik csomópont melyik fájljában, és hogyan vezet ez ide?
3. Változtass a lehető legkevesebbet, és ellenőrizd újra.
`,
};

/** In the student's language. */
export function taskText(lang: Language): string {
  return texts[lang];
}
