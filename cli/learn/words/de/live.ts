import type { Translated } from "../../../core/base/message.ts";
import type { live as english } from "../en/live.ts";

export const live: Translated<typeof english> = {
  looking: "sehe nach, was da ist ...",
  own: "niemand spielt: Diese Ansicht fragt selbst",
  played: "ein Lauf wird gespielt",
  settle: "Schritt {step}: wartet auf einen ruhigen Cluster",
  expect: "Schritt {step}: sieht zu",
  mended: "Schritt {step}: geheilt, sieht zu",
  done: "Schritt {step}: fertig",
  fault: "{title}, vor {since}",
  since: "seit {since}",
  nobody: "NIEMAND",
  several: { one: "{count} BESITZER", other: "{count} BESITZER" },
  node: "Knoten",
  state: "Zustand",
  has: "hat",
  is: "ist, Priorität",
  sends: "sendet Adverts mit",
  up: "läuft",
  off: "AUS",
  frozen: "EINGEFROREN",
  axis: "vor {seconds} s",
  now: "jetzt",
  leave: "q: verlassen (der Cluster bleibt)",
  "goes-on": "geht von selbst weiter, wenn der Schritt vorbei ist",
};
