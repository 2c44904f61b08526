import type { Translated } from "../../../core/base/message.ts";
import type { predict as english } from "../en/predict.ts";

export const predict: Translated<typeof english> = {
  owner: "wer dann {address} hat",
  outage: "Ausfall von {probe}",
  time: "Zeit, bis {probe} wieder stimmt",
  lost: "verlorene Anfragen von {probe}",
  streams: "offene Verbindungen von {probe}",
  ownerHow: "ein Knoten, mehrere (lb1,lb2) oder nobody (niemand)",
  secondsHow: "Sekunden, etwa 3.5 oder 250ms",
  lostHow: "eine ganze Zahl",
  streamsHow: "stay (bleiben) oder break (brechen)",
  none: "Diese Übung fragt nach keinen Vorhersagen.",
  noneHere: "Dieser Schritt fragt nach keiner Vorhersage.",
  ask: "Bevor du ihn spielst:",
  unsaid: "noch nichts gesagt",
  kept: "Notiert.",
  tooLate:
    "Dieser Schritt wurde schon gespielt: Was jetzt gesagt wird, ist keine Vorhersage und zählt nicht.",
  points: { one: "{count} Punkt", other: "{count} Punkte" },
  apart: "Die Punkte der Vorhersagen kommen zu denen der Übung hinzu.",
  predicted: "vorhergesagt",
  formula: "Formel",
  measured: "gemessen",
  score: "Punkte",
  of: "{points} von {max}",
  notCounted: "zählt nicht",
  unknown: "unbekannt: {why}",
  promised: "Formel für {what}: {formula}",
  inputs: "mit {inputs}",
  phase:
    "Von der Störung bis zur Heilung gingen {lost} von {sent} Anfragen von {probe} verloren: Verfügbarkeit {availability} %.",
  year: "So viele Ausfälle von {outage} s lässt ein Jahr zu:",
  yearOf: "{availability} %: {times} (zusammen {allowed})",
  days: "{value} Tage",
  hours: "{value} h",
  minutes: "{value} min",
};
