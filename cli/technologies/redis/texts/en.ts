import type { Texts } from "../../../core/kinds/rule.ts";
import { logTexts } from "../wording/logs.ts";
import { sentinelTexts } from "../wording/sentinels.ts";
import { storeTexts } from "../wording/stores.ts";

export const texts: Texts = { ...logTexts, ...sentinelTexts, ...storeTexts };

/** What `halab validate` asks. */
export const tests = {
  names: "Replicas and Sentinels name a master that is there",
  keys: "Stores and Sentinels have one password",
  quorum: "The quorum of the Sentinels fits their number",
  paths: "Every replica gets what its master writes",
};
