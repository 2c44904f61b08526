import type { Texts } from "../../../core/kinds/rule.ts";
import { heardTexts } from "../wording/heard.ts";
import { nameTexts } from "../wording/names.ts";
import { operationTexts } from "../wording/operations.ts";
import { placementTexts } from "../wording/placement.ts";
import { syntaxTexts } from "../wording/syntax.ts";

export const texts: Texts = {
  ...syntaxTexts,
  ...nameTexts,
  ...placementTexts,
  ...operationTexts,
  ...heardTexts,
};

/** What `halab validate` asks. */
export const tests = {
  names: "Pacemaker names nodes and addresses that are there",
  settings: "All nodes have one configuration and one controller, and may run something",
  quorum: "Who has no quorum stops what it runs",
  fencing: "Fencing is there, is on, and reaches every node",
};
