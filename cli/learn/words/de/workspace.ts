import type { Translated } from "../../../core/base/message.ts";
import type { workspace as english } from "../en/workspace.ts";

export const workspace: Translated<typeof english> = {
  missing: "{file} ist nicht mehr da: halab reset {file} holt die Datei des Starters zurück",
  guideKept:
    "guide.md wurde bearbeitet und bleibt, wie sie ist; es gibt eine neuere (schieb deine weg, um sie zu bekommen)",
  progressGone: {
    one: "{file} war nicht da: Was über 1 Schritt bekannt ist, stammt aus seiner letzten Prüfung",
    other:
      "{file} war nicht da: Was über {count} Schritte bekannt ist, stammt aus ihren letzten Prüfungen",
  },
  progressBroken: {
    one: "{file} war beschädigt und ist als {aside} aufgehoben: Was über 1 Schritt bekannt ist, stammt aus seiner letzten Prüfung; Hinweise und Vorhersagen beginnen neu",
    other:
      "{file} war beschädigt und ist als {aside} aufgehoben: Was über {count} Schritte bekannt ist, stammt aus ihren letzten Prüfungen; Hinweise und Vorhersagen beginnen neu",
  },
  applying: "bringt Dateien auf {nodes}",
  applied: "{nodes}: Dateien übernommen",
  notApplied: "nicht jeder Knoten hat seine Dateien angenommen",
  took: "{node}: {path} übernommen",
  removed: "{node}: {path} entfernt",
  restarted: "{node}: {service} neu gestartet",
  rebooted: "{node}: neu gestartet, weil das nur beim Booten gelesen wird",
  nothingChanged: "nichts hat sich geändert: Die Knoten haben deine Dateien",
  editedInNode:
    "{file} wurde im Knoten bearbeitet und bleibt dort so: halab pull holt die Datei in deinen Arbeitsordner",
  editedInBoth:
    "{file} wurde an beiden Orten bearbeitet: Deine gilt, die des Knotens ist als {copy} aufgehoben",
  crowded:
    "dieser Rechner hatte zu wenig Prozessoren, während das gemessen wurde: Prüfe noch einmal, wenn andere Programme ihm welche lassen",
  mending: "heilt, was noch gestört war",
  mended: "geheilt",
  checkNext: "weiter: halab check {step}",
  allPassed: "Alle Schritte sind bestanden. Abgeben: halab submit",
  hintNext: "weiter: Dateien bearbeiten und neu prüfen   ·   halab hint   ·   halab diagnose",
  hintTitle: "Hinweis, Stufe {level} von 3:",
  hintCosts: {
    one: "Stufe {level} von 3 für {step} kostet 1 Punkt. Lesen?",
    other: "Stufe {level} von 3 für {step} kostet {count} Punkte. Lesen?",
  },
  hintYes: "halab hint {step} --yes   zeigt sie",
  noMoreHints: "Das sind alle Hinweise für {step}.",
  noHint:
    "Es gibt keinen Hinweis: In deinen Dateien wurde nichts gefunden. Tiefer schauen: halab diagnose {cluster}",
  stepColumn: "SCHRITT",
  verdictColumn: "STAND",
  pointsColumn: "PUNKTE",
  triesColumn: "VERSUCHE",
  hintsColumn: "HINWEISE",
  titleColumn: "TITEL",
  "verdict-pass": "bestanden",
  "verdict-fail": "nicht bestanden",
  "verdict-unknown": "unbekannt",
  "verdict-none": "-",
  pointsLine: "{points} von {all} Punkten, dazu {predictions} für Vorhersagen",
  "cluster-none": "Cluster {cluster}: nicht da; die nächste Prüfung startet ihn.",
  "cluster-starting": "Cluster {cluster}: wird gestartet.",
  "cluster-up": "Cluster {cluster}: läuft.",
  "cluster-partly": "Cluster {cluster}: Einige Knoten sind aus; die nächste Prüfung startet sie.",
  "cluster-failed": "Cluster {cluster}: ließ sich nicht starten; .halab/up.log sagt, warum.",
  goesIn: {
    one: "Verschwindet in 1 Minute, wenn ihn niemand benutzt.",
    other: "Verschwindet in {count} Minuten, wenn ihn niemand benutzt.",
  },
  changedLine: "Geändert, seit die Knoten sie bekamen: {files}",
  asStarter: "Deine Dateien sind die des Starters.",
  notAsStarter: "Anders als im Starter (halab reset DATEI holt eine zurück):",
  reset: "{file}: die des Starters ist wieder da",
  resetKept: "{file}: die des Starters ist wieder da; deine ist als {kept} aufgehoben",
  pulled: "{file}: aus dem Knoten geholt",
  pulledKept: "{file}: aus dem Knoten geholt; deine ist als {kept} aufgehoben",
  pulledNone: "in den Knoten wurde nichts bearbeitet",
  newerHere: "{file}: in deinem Arbeitsordner neuer; halab apply bringt die Datei auf den Knoten",
  newInNode: "{file}: im Knoten angelegt; halab pull {file} holt auch diese Datei",
  missingEdit: "{file} ist noch die des Starters",
  missingCheck: "Schritt {step} wurde nie geprüft",
  missingPass: "Schritt {step} ist nicht bestanden",
  missingSince: "Schritt {step} war bestanden, aber seither wurden Dateien geändert: neu prüfen",
  packed: {
    one: "{file}: 1 Datei, {points} von {all} Punkten",
    other: "{file}: {count} Dateien, {points} von {all} Punkten",
  },
};
