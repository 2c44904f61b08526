import type { Texts } from "../../../core/kinds/rule.ts";
import { heardTexts } from "../wording/de/heard.ts";
import { nameTexts } from "../wording/de/names.ts";
import { operationTexts } from "../wording/de/operations.ts";
import { placementTexts } from "../wording/de/placement.ts";
import { syntaxTexts } from "../wording/de/syntax.ts";

export { phrases } from "../wording/de/phrases.ts";

export const texts: Texts = {
  ...syntaxTexts,
  ...nameTexts,
  ...placementTexts,
  ...operationTexts,
  ...heardTexts,
};

/** What `halab validate` asks. */
export const tests = {
  names: "Pacemaker nennt Knoten und Adressen, die es gibt",
  settings:
    "Alle Knoten haben dieselbe Konfiguration und einen Controller und dürfen etwas ausführen",
  quorum: "Wer kein Quorum hat, beendet, was er ausführt",
  fencing: "Fencing ist da, eingeschaltet und erreicht jeden Knoten",
};
