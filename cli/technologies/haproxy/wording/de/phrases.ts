import type { Phrases } from "../../../../core/kinds/phrase.ts";

/** What the rules found, in words of their own. */
export const phrases: Phrases = {
  "no stats socket": "kein stats socket",
  none: "keiner",
  "in a {0} section": "in einem Abschnitt {0}",
  "behind {0}": "hinter {0}",
  "in a {0} line": "in einer Zeile {0}",
  "before the first section": "vor dem ersten Abschnitt",
  "(byte order mark)": "(Byte Order Mark)",
  "nothing at port {0}": "nichts unter Port {0}",
  "names no certificate": "es ist keines genannt",
  "names {0}, which is not there": "genannt ist {0}, und das gibt es nicht",
  "says mode tcp": "so steht es dort",
  "says no mode, which means tcp": "ohne Angabe gilt tcp",
  dead: "tot",
  "alive again": "wieder am Leben",
  "no option redispatch": "ohne option redispatch",
  "{0} has {1}": "{0} hat {1}",
  "its nodes have others": "die Knoten haben andere",
  "no server": "keinen Server",
};
