import { type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { raceIn, raceSource } from "../../pacemaker/meaning/race.ts";
import { guestsIn } from "../configured.ts";

export const kind: RuleKind = {
  kind: "both-shoot",
  severity: "error",
  rank: 36,
  needs: "files",
  source: raceSource,
  breaks: (step) => stepHas(step, { faults: ["cut", "link-down"] }),
  find(facts) {
    const configs = new Set(guestsIn(facts).map(({ config }) => config));
    return [...configs].flatMap((config) => {
      const all = config.resources.filter(({ agent }) => agent?.value.startsWith("stonith:"));
      return raceIn(config, all);
    });
  },
};
