import type { Translated } from "../../../core/base/message.ts";
import type { incident as english } from "../en/incident.ts";

export const incident: Translated<typeof english> = {
  head: "Störung {cluster}: {title}",
  began: "{time}  {what}.",
  users: "Die Nutzer sagen:",
  calm: "keine Anfrage ging verloren",
  felt: "{probe}: {lost} von {sent} Anfragen verloren, bis zu {outage} s ohne Antwort",
  missed: "Was versprochen war und nicht gilt:",
  where:
    "Die Knoten laufen mit den Dateien in {dir}; Shell eines Knotens: halab shell {cluster} NODE",
  mend: "Behebe sie in den Dateien oder in den Knoten, dann: halab check --dir {dir}",
  clock: "Die Uhr läuft: {time}. Aufgeben: halab incident --give-up",
  mended: "Behoben nach {time}: Alles tut, was es soll, und nichts anderes ging kaputt.",
  broken: "Nach {time} noch nicht behoben. Diese Schritte tun nicht, was sie sollen:",
  other: "Was gemeldet wurde, ist nach {time} behoben, aber dies tut nicht, was es soll:",
  unknown: "Nach {time} ließ es sich nicht beurteilen; prüfe noch einmal. Unbekannt sind:",
  cause: "Es war: {why}",
  finding: "{where}: {because}",
  soonest: "Am schnellsten hätte es gezeigt: {see}",
  noFile: "Keine Datei zeigt es. {why}",
  times: {
    one: "Erster Blick nach {seen}, behoben nach {took}, 1 Prüfung.",
    other: "Erster Blick nach {seen}, behoben nach {took}, {count} Prüfungen.",
  },
  timesGivenUp: {
    one: "Erster Blick nach {seen}, aufgegeben nach {took}, 1 Prüfung.",
    other: "Erster Blick nach {seen}, aufgegeben nach {took}, {count} Prüfungen.",
  },
  earlierMended: "{day}: erster Blick nach {seen}, behoben nach {took}",
  earlierGivenUp: "{day}: erster Blick nach {seen}, aufgegeben nach {took}",
  number: "Nr.",
  difficulty: "Schwierigkeit",
  topic: "Thema",
  state: "Stand",
  fresh: "neu",
  open: { one: "aufgegeben", other: "{count} Mal aufgegeben" },
  best: { one: "behoben in {time}", other: "behoben in {time} ({count} Versuche)" },
  pick: "Beginnen: halab incident LAB [--number N] oder halab incident --any",
  closing: "Der Cluster geht mit: halab learn --close --dir {dir}",
  over: "Diese Störung ist vorbei: Die nächste beginnt mit halab incident.",
};
