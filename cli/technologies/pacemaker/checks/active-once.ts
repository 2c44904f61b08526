import { z } from "zod";
import { round } from "../../../core/base/numbers.ts";
import { unknown } from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { duration, points, probeName } from "../../../core/kinds/values.ts";
import { Actions } from "../actions.ts";
import { resourceName } from "../tools.ts";

const schema = z.strictObject({
  check: z.literal("active-once"),
  probe: probeName.describe("A probe of the kind resource-actions."),
  resource: resourceName,
  during: duration.prefault("2s").describe("It is looked at for so long at least."),
  points,
});
type Spec = z.infer<typeof schema>;

function judge(spec: Spec, view: StepView): Judgement {
  const history = new Actions(view.run, spec.probe).activity([spec.resource]);
  if (!history.known) return unknown(`no node ever told that it runs ${spec.resource}`);
  const { sinceNs, untilNs } = view;
  const twiceS = round(history.secondsWhere(sinceNs, untilNs, (places) => places.length > 1));
  const states = history.states().filter(({ t }) => t > sinceNs && t <= untilNs);
  const evidence = [
    `at first: ${history.at(sinceNs).join(" and ") || "nowhere"}`,
    ...states.map(
      ({ t, nodes }) =>
        `after ${((t - sinceNs) / 1e9).toFixed(2)} s: ${nodes.join(" and ") || "nowhere"}`,
    ),
  ].slice(0, 12);
  return { verdict: twiceS === 0 ? "pass" : "fail", measured: twiceS, unit: "s", evidence };
}

export const kind: CheckKind<Spec> = {
  kind: "active-once",
  about:
    "A resource is at no moment active on two nodes: by when its agents had started and stopped it. One whose stop failed is still active where it was, as its data are.",
  schema,
  title: ({ resource }) => `${resource} is never active on two nodes`,
  ready: (spec, view) => view.untilNs >= view.sinceNs + spec.during * 1e6,
  judge,
  watchesS: (spec) => spec.during / 1000,
};
