import type { RuleKind } from "../../../../core/kinds/rule.ts";
import { instancesOf } from "../../config/instances.ts";
import { absent, placesOf } from "../../config/places.ts";

export const kind: RuleKind = {
  kind: "nopreempt-with-master",
  severity: "warning",
  rank: 40,
  needs: "files",
  follows: absent,
  source: "keepalived.conf(5): nopreempt",
  find: (facts) =>
    instancesOf(facts).flatMap((instance) => {
      const { nopreempt, preempts, state, priority } = instance;
      if (!nopreempt || !preempts) return [];
      const [cause, why] =
        state.value === "MASTER" && state.isGiven
          ? ([state.at, "state MASTER"] as const)
          : ([priority.at, `priority ${priority.value}`] as const);
      return [{ where: placesOf([instance, nopreempt], [instance, cause]), args: { why } }];
    }),
};
