import { type Found, placeIn, type RuleKind } from "../../../core/kinds/rule.ts";
import { nlbNodes } from "../config/nlb.ts";
import { silentBy } from "../felt.ts";
import { together } from "../site.ts";

export const kind: RuleKind = {
  kind: "quorum-too-large",
  severity: "error",
  rank: 45,
  needs: "files",
  source: "votequorum(5): more than half of the votes",
  breaks: silentBy("power-off", "freeze", "kill"),
  find(facts) {
    const nodes = nlbNodes(facts);
    const running = nodes.filter(({ runs }) => runs).length;
    const found = nodes.flatMap(({ file, config }): Found[] => {
      const { value, line } = config.quorum;
      if (running < 3 || value < running) return [];
      return [
        { where: [placeIn(file, line || undefined)], args: { quorum: value, nodes: running } },
      ];
    });
    return together(found);
  },
};
