import type { RuleKind } from "../../../core/kinds/rule.ts";
import { foundIn, isOn } from "../meaning/servers.ts";
import { comparesRows } from "../meaning/wanted.ts";

const inDcs = "bootstrap.dcs.postgresql.use_pg_rewind";

export const kind: RuleKind = {
  kind: "no-rewind",
  severity: "error",
  rank: 44,
  needs: "files",
  source: "Patroni 3.0, use_pg_rewind, remove_data_directory_on_diverged_timelines",
  breaks: comparesRows,
  find: (facts) =>
    foundIn(facts, inDcs, ({ conf }) => {
      const ways = [
        inDcs,
        "postgresql.use_pg_rewind",
        "postgresql.remove_data_directory_on_diverged_timelines",
        "bootstrap.dcs.postgresql.remove_data_directory_on_diverged_timelines",
      ];
      return ways.some((path) => isOn(conf.get(path)?.value)) ? undefined : {};
    }),
};
