import type { Translated } from "../../../core/base/message.ts";
import type { live as english } from "../en/live.ts";

export const live: Translated<typeof english> = {
  looking: "megnézem, mi van itt ...",
  own: "senki sem játszik: ez a nézet maga kérdez",
  played: "egy futás zajlik",
  settle: "{step} lépés: nyugodt fürtre vár",
  expect: "{step} lépés: figyel",
  mended: "{step} lépés: meggyógyult, figyel",
  done: "{step} lépés: kész",
  fault: "{title}, {since} óta",
  since: "{since} óta",
  nobody: "SENKI",
  several: "{count} TULAJDONOS",
  node: "csomópont",
  state: "állapot",
  has: "nála van",
  is: "szerepe, prioritása",
  sends: "hirdetései",
  up: "fut",
  off: "KI",
  frozen: "BEFAGYOTT",
  axis: "{seconds} s-e",
  now: "most",
  leave: "q: kilépés (a fürt marad)",
  "goes-on": "magától továbbmegy, amikor a lépés véget ér",
};
