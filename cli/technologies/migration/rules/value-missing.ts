import { type Found, placeIn, type RuleKind } from "../../../core/kinds/rule.ts";
import { movesGuest } from "../moves.ts";
import { guestConf, hypervisorsOf, migrationConf } from "../settings.ts";

/** What halab-guest does not begin without (templates/migration/vm/bin/halab-guest, load). */
const wanted: readonly (readonly [path: string, names: readonly string[]])[] = [
  [guestConf, ["MEMORY", "CPU", "MACHINE", "MAC", "DISK", "BRIDGE"]],
  [migrationConf, ["DOWNTIME_LIMIT", "BANDWIDTH", "AUTO_CONVERGE"]],
];

export const kind: RuleKind = {
  kind: "value-missing",
  severity: "error",
  rank: 10,
  needs: "files",
  source: "halab-guest (templates/migration)",
  breaks: movesGuest,
  find: (facts) =>
    hypervisorsOf(facts)
      .filter(({ certain }) => certain)
      .flatMap(({ settings, files }) =>
        wanted.flatMap(([path, names]) =>
          names.flatMap((name): Found[] => {
            const file = files.get(path);
            const value = settings.get(name)?.value ?? "";
            if (!file || value !== "") return [];
            return [{ where: [settings.get(name)?.place ?? placeIn(file)], args: { name } }];
          }),
        ),
      ),
};
