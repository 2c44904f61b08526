import type { PlannedStep } from "../../../../core/cluster/plan.ts";
import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { stepHas } from "../../../../core/kinds/rule.ts";
import { limitOf } from "../../../corosync/meaning/wanted.ts";
import { foundAt, readable, servicesOf } from "../../meaning/config.ts";
import { lastPair, monitorsOf, secondsIn } from "../../meaning/resources.ts";
import { unread } from "../../meaning/unread.ts";

const isTimed = (step: PlannedStep) => stepHas(step, { formulas: ["pacemaker-monitor"] });

function foundIn(facts: Facts): readonly Found[] {
  const limit = limitOf(facts.plan.steps.filter(isTimed));
  if (limit === undefined) return [];
  return readable(facts).flatMap((config) =>
    servicesOf(config).flatMap((one) => {
      // The quickest of several finds it.
      const [quickest] = monitorsOf(one)
        .map((operation) => ({ operation, interval: secondsIn(operation, "interval") ?? 0 }))
        .sort((a, b) => a.interval - b.interval);
      if (!quickest || quickest.interval <= limit) return [];
      const word = lastPair(quickest.operation.pairs, "interval")?.word ?? quickest.operation.word;
      return [foundAt(config, word, { id: one.id, interval: quickest.interval, limit })];
    }),
  );
}

export const kind: RuleKind = {
  kind: "monitor-too-slow",
  severity: "error",
  rank: 50,
  needs: "files",
  follows: unread,
  source: "Pacemaker Explained, Resource Operations: monitor",
  breaks: isTimed,
  find: foundIn,
};
