import { type Found, placeIn, type RuleKind } from "../../../core/kinds/rule.ts";
import { nlbNodes } from "../config/nlb.ts";
import { silentBy } from "../felt.ts";
import { together } from "../site.ts";

export const kind: RuleKind = {
  kind: "no-quorum",
  severity: "error",
  rank: 45,
  needs: "files",
  source: "votequorum(5): more than half of the votes",
  breaks: silentBy("cut"),
  find(facts) {
    const nodes = nlbNodes(facts);
    const running = nodes.filter(({ runs }) => runs).length;
    // Two nodes that ask for two serve nothing when one is gone; what is right is then a question of its own.
    if (running < 3) return [];
    const found = nodes.flatMap(({ file, config }): Found[] => {
      const { value, line } = config.quorum;
      if (value * 2 > running) return [];
      return [
        { where: [placeIn(file, line || undefined)], args: { quorum: value, nodes: running } },
      ];
    });
    return together(found);
  },
};
