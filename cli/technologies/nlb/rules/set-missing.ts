import { placeIn, type RuleKind } from "../../../core/kinds/rule.ts";
import { clientsFeel } from "../felt.ts";
import { filterPlace, serviceOf, siteNodes, together } from "../site.ts";

export const kind: RuleKind = {
  kind: "set-missing",
  severity: "error",
  rank: 10,
  needs: "files",
  source:
    "halab-nlb (docs/adr/0014): it writes its buckets into that set, and does not start without it",
  breaks: clientsFeel,
  find(facts) {
    const service = serviceOf(facts);
    if (!service) return [];
    const found = siteNodes(facts, service).flatMap((one) => {
      const { value, line } = one.config.set;
      const [family, table, set = ""] = value.split(" ");
      const sets = one.ruleset.tables.filter((it) => it.family === family && it.name === table);
      const there = sets.some((it) => it.sets.has(set));
      if (there || !one.ruleset.certain || !one.boot.certain || !one.ruleset.file) return [];
      const where = [placeIn(one.file, line || undefined), ...filterPlace(one)];
      return [{ where, args: { set: value } }];
    });
    return together(found);
  },
};
