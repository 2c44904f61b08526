import { placeIn, type RuleKind } from "../../../core/kinds/rule.ts";
import { nlbNodes } from "../config/nlb.ts";
import { clientsFeel, disagreement, oddOf } from "../felt.ts";

export const kind: RuleKind = {
  kind: "port-differs",
  severity: "error",
  rank: 20,
  needs: "files",
  source: "halab-nlb (docs/adr/0014): it says and hears heartbeats at one port",
  breaks: clientsFeel,
  find(facts) {
    const said = nlbNodes(facts).flatMap(({ node, file, config }) => {
      const [to] = config.targets;
      if (!to) return [];
      return [{ node: node.name, value: String(to.port), place: placeIn(file, to.line) }];
    });
    const odd = oddOf(said);
    return odd ? [disagreement(odd)] : [];
  },
};
