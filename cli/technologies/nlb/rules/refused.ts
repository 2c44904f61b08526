import { phrase } from "../../../core/kinds/phrase.ts";
import { type Found, placeIn, type RuleKind } from "../../../core/kinds/rule.ts";
import { type NlbConfig, nlbNodes } from "../config/nlb.ts";
import { clientsFeel } from "../felt.ts";
import { timeText, together } from "../site.ts";

interface Refusal {
  readonly line: number;
  readonly why: string;
}

/** What no line alone can be blamed for: config.c, check_whole. */
function whole({ id, targets, nodes, buckets, heartbeatMs, deadMs }: NlbConfig): Refusal[] {
  let orders = 1;
  for (let n = 2; n <= nodes.value; n += 1) orders *= n;
  const [beats, dead] = [timeText(heartbeatMs.value), timeText(deadMs.value)];
  return [
    ...(id ? [] : [{ line: 0, why: phrase`there is no id` }]),
    ...(targets.length > 0 ? [] : [{ line: 0, why: phrase`there is no \`to\`` }]),
    ...(id && id.value > nodes.value
      ? [{ line: id.line, why: phrase`id ${id.value} is more than nodes ${nodes.value}` }]
      : []),
    ...(buckets.value % orders === 0
      ? []
      : [
          {
            line: buckets.line,
            why: phrase`${buckets.value} buckets are no multiple of ${orders}`,
          },
        ]),
    ...(deadMs.value >= 2 * heartbeatMs.value
      ? []
      : [{ line: deadMs.line, why: phrase`dead ${dead} is less than two heartbeats of ${beats}` }]),
  ];
}

export const kind: RuleKind = {
  kind: "refused",
  severity: "error",
  rank: 5,
  needs: "files",
  source: "halab-nlb (templates/nlb/node/src/config.c)",
  breaks: clientsFeel,
  find(facts) {
    const found = nlbNodes(facts).flatMap(({ file, config }): Found[] => {
      const all = config.refused.length > 0 ? config.refused : whole(config);
      return all.map(({ line, why }) => ({
        where: [placeIn(file, line || undefined)],
        args: { why },
      }));
    });
    return together(found);
  },
};
