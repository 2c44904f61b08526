import { type Found, placeIn, type RuleKind, stepHas } from "../../../../core/kinds/rule.ts";
import { placeOf } from "../../../keepalived/config/config.ts";
import { blocksOf } from "../../../keepalived/config/tree.ts";
import { keepsConnections, withoutSync } from "../../sync.ts";
import { together } from "../../world.ts";

export const kind: RuleKind = {
  kind: "no-sync",
  severity: "error",
  rank: 40,
  needs: "files",
  source: "keepalived.conf(5), lvs_sync_daemon; ipvsadm(8), --start-daemon",
  breaks: (step) =>
    stepHas(step, { formulas: ["vrrp-crash"] }) &&
    step.expect.some((spec) => spec["check"] === "broken" && spec["at-most"] === 0),
  find(facts) {
    if (!keepsConnections(facts, "expect")) return [];
    const found = withoutSync(facts).map((config): Found => {
      const [block] = blocksOf(config, "global_defs");
      return { where: [block ? placeOf(config, block.at) : placeIn(config.main)], args: {} };
    });
    return together(found);
  },
};
