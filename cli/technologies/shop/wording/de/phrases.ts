import type { Phrases } from "../../../../core/kinds/phrase.ts";

/** What the rules found, in words of their own. */
export const phrases: Phrases = {
  ", as those of {0} are": ", ebenso die von {0}",
  "no Sentinel listens at {0}": "unter {0} lauscht kein Sentinel",
  "the Sentinels there watch {0}": "die Sentinels dort überwachen {0}",
  nothing: "nichts",
  "at most {0} words": "höchstens {0} Wörter",
  "one line for each path": "eine Zeile für jeden Pfad",
};
