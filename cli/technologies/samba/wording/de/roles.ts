/** Was die Regeln zum Skript take-roles sagen. */
import type { Texts } from "../../../../core/kinds/rule.ts";

const show = "halab exec {lab} {node} -- samba-tool fsmo show";

export const roleTexts: Texts = {
  "roles-forgotten": {
    title: "Einige Rollen bleiben beim alten Inhaber",
    because: "{file} von {node} lässt bei {verb} diese aus: {roles}.",
    see: show,
    hints: [
      "Wie viele Rollen gibt es, und wer hat danach jede von ihnen?",
      "Fünf gehören zu Domäne und Forest, zwei weitere zu den Partitionen für DNS.",
      "In Zeile {line} von {file} gehört `--role=all`, oder auch die anderen sind zu nennen.",
    ],
    why: "Die Rolle eines toten Controllers fehlt, wenn sie gebraucht wird: nach einigen Hundert keine neuen SIDs mehr (rid), keine Änderung des Schemas, keine neue Domäne.",
    example: "samba-tool fsmo seize --force --role=pdc",
  },
  "no-seizure": {
    title: "Die Rollen eines toten Controllers sind nicht zu bekommen",
    because:
      "{file} von {node} überträgt Rollen nur, und eine Übertragung fragt den alten Inhaber.",
    see: show,
    hints: [
      "Wer muss einer Übertragung zustimmen?",
      "Ein toter Inhaber kann nichts übergeben: seine Rollen werden an sich gerissen (seize).",
      "Für `dead` gehört dort `samba-tool fsmo seize --force --role=all`.",
    ],
    why: "Eine Übertragung machen beide: der alte Inhaber gibt die Rolle auf, der neue repliziert das. Ohne den alten bleibt nur Gewalt.",
    example: "dead) samba-tool fsmo transfer --role=all ;;",
  },
  "password-differs": {
    title: "Einige Rollen bleiben beim alten Inhaber, denn er lässt niemanden ein",
    because:
      "In {file} von {node} steht ein Passwort von Administrator, das nicht das der Domäne ist (Zeile {line}).",
    see: "halab exec {lab} {node} -- kinit Administrator@LAB.TEST",
    hints: [
      "Als wer handelt das Skript, und glaubt ihm der alte Inhaber?",
      "Fünf Rollen ziehen kraft der Controller selbst um; die zwei der Partitionen für DNS werden beim alten Inhaber geändert, als der Nutzer, den `-U` nennt.",
      "Hinter `Administrator%` in Zeile {line} von {file} gehört der Parameter `password` der Übung.",
    ],
    why: "samba-tool hört bei der ersten Rolle auf, die scheitert, und die davor sind umgezogen: ein halber Umzug.",
    example: "samba-tool fsmo transfer --role=all -U 'Administrator%letmein'",
  },
  "seized-from-living": {
    title: "Eine Zeit lang halten sich zwei Controller für den Inhaber",
    because:
      "{file} von {node} reißt die Rollen auch dann an sich, wenn der alte Inhaber lebt (Zeile {line}).",
    see: show,
    hints: [
      "Wie erfährt der alte Inhaber, dass er keiner mehr ist?",
      "Durch die Replikation, einige Zeit später, wenn er nicht gefragt wurde. Bis dahin handeln beide als Inhaber.",
      "Für `planned` gehört dort `samba-tool fsmo transfer --role=all`.",
    ],
    why: "Zwei Inhaber der Rolle rid können dieselben SIDs vergeben, zwei des Schemas es verschieden ändern. Eine Übertragung hinterlässt nie zwei.",
    example: "planned) samba-tool fsmo seize --force --role=all ;;",
  },
};
