import { z } from "zod";
import { allowed } from "../../../core/judge/bounds.ts";
import { latestNs, unknown } from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { bound, points, probeName } from "../../../core/kinds/values.ts";
import { type ActionRun, Actions, placeOf } from "../actions.ts";
import { resourceName } from "../tools.ts";

const schema = z.strictObject({
  check: z.literal("action-order"),
  probe: probeName.describe("A probe of the kind resource-actions."),
  needed: resourceName.describe("It is started first, and stopped last."),
  by: resourceName.describe("What needs it."),
  within: bound.prefault("15s").describe("So long a start is waited for."),
  points,
});
type Spec = z.infer<typeof schema>;

/** Those that began while the phase went on. */
function runsOf(spec: Spec, view: StepView): readonly ActionRun[] {
  const runs = new Actions(view.run, spec.probe).runs([spec.needed, spec.by]);
  const from = view.fault?.intentNs ?? view.sinceNs;
  const since = view.phase === "expect" ? Math.min(from, view.sinceNs) : view.sinceNs;
  return runs.filter(({ fromNs }) => fromNs >= since && fromNs <= view.untilNs);
}

const isStartOf = (name: string) => (one: ActionRun) => one.action === "start" && one.of === name;

/** What went wrong, a sentence each. */
function mistakes(spec: Spec, view: StepView, at: (ns: number) => string): string[] {
  const actions = new Actions(view.run, spec.probe);
  const isUp = (name: string, { node, fromNs }: ActionRun) =>
    actions.activity([name]).at(fromNs).includes(placeOf(name, node));
  return runsOf(spec, view).flatMap((one) => {
    const { action, of, node, fromNs } = one;
    const when = `${node}: ${of} was ${action === "start" ? "started" : "stopped"} at ${at(fromNs)}`;
    if (action === "start" && of === spec.by && !isUp(spec.needed, one))
      return [`${when}, before ${spec.needed} was up there`];
    if (action === "stop" && of === spec.needed && isUp(spec.by, one))
      return [`${when}, before ${spec.by} was down there`];
    return [];
  });
}

function line(
  { action, of, node, fromNs, toNs, ok }: ActionRun,
  at: (ns: number) => string,
): string {
  const end = toNs === undefined ? "never ended" : `to ${at(toNs)}${ok ? "" : ", failed"}`;
  return `${node}: ${action} of ${of} from ${at(fromNs)} ${end}`;
}

function judge(spec: Spec, view: StepView): Judgement {
  if (!new Actions(view.run, spec.probe).known)
    return unknown(`no node told what its resource agents did ("${spec.probe}")`);
  const at = (ns: number) => `${((ns - view.sinceNs) / 1e9).toFixed(2)} s`;
  const runs = runsOf(spec, view);
  const wrong = mistakes(spec, view, at);
  const seen = runs.map((one) => line(one, at)).slice(0, 12);
  const missing = [spec.needed, spec.by]
    .filter((name) => !runs.some((one) => isStartOf(name)(one) && one.ok))
    .map((name) => `${name} was not started`);
  const evidence = [...wrong, ...missing, ...seen];
  return { verdict: wrong.length + missing.length > 0 ? "fail" : "pass", evidence };
}

export const kind: CheckKind<Spec> = {
  kind: "action-order",
  about:
    "One resource is started only when another is up, and that is stopped only when the first is down: by when their agents were called, and when they had answered.",
  schema,
  title: (spec) => `${spec.needed} is started before ${spec.by}, and stopped after it`,
  ready: (spec, view) =>
    runsOf(spec, view).some((one) => isStartOf(spec.by)(one) && one.toNs !== undefined) ||
    view.untilNs >= latestNs(allowed(spec.within, undefined), view, spec.probe),
  judge,
};
