import { type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { raceIn, raceSource } from "../../pacemaker/meaning/race.ts";
import { devicesOf } from "../settings.ts";

export const kind: RuleKind = {
  kind: "both-shoot",
  severity: "error",
  rank: 36,
  needs: "files",
  source: raceSource,
  breaks: (step) => stepHas(step, { faults: ["cut"] }),
  find(facts) {
    const all = Map.groupBy(devicesOf(facts), ({ config }) => config);
    return [...all].flatMap(([config, devices]) =>
      raceIn(
        config,
        devices.map(({ resource }) => resource),
      ),
    );
  },
};
