import { z } from "zod";
import { round } from "../../../core/base/numbers.ts";
import { calmNs, unknown } from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { type Told, toldBy } from "../../../core/kinds/probe.ts";
import { duration, nodeName, points, probeName } from "../../../core/kinds/values.ts";
import { type Fenced, fenced } from "../questions.ts";

const schema = z.strictObject({
  check: z.literal("fenced"),
  probe: probeName.describe("A probe of the kind power-switch."),
  node: nodeName.optional().describe("Who has to be switched off; without it: nobody may be."),
  before: probeName
    .optional()
    .describe("A probe of the kind address-owner: off before anybody else held its address."),
  within: duration.prefault("30s").describe("It is waited for so long."),
  points,
});
type Spec = z.infer<typeof schema>;

/** What switched something off in this phase, or was asked to. */
function shots(spec: Spec, view: StepView): readonly Told<Fenced>[] {
  return toldBy(view.run, spec.probe, fenced).filter(
    ({ t, value }) =>
      t >= view.sinceNs &&
      t <= view.untilNs &&
      (value.action === "off" || value.action === "reboot"),
  );
}

const hits = (spec: Spec, view: StepView) =>
  shots(spec, view).filter(({ value }) => value.ok && value.plug === spec.node);

/** The moment at which a node that did not hold it at first had the address. */
function takenNs(spec: Spec, view: StepView): number | undefined {
  const history = spec.before === undefined ? undefined : view.run.owners.get(spec.before);
  const before = history?.at(view.sinceNs) ?? [];
  return history
    ?.states()
    .find(
      ({ t, nodes }) =>
        t > view.sinceNs && t <= view.untilNs && nodes.some((node) => !before.includes(node)),
    )?.t;
}

function judge(spec: Spec, view: StepView): Judgement {
  const all = shots(spec, view);
  const at = (t: number) => `${round((t - view.sinceNs) / 1e9)} s`;
  const evidence = all.map(
    ({ t, node, value }) =>
      `after ${at(t)} ${node} asked for ${value.action} of ${value.plug}: ${value.text} (${Math.round(value.tookMs)} ms)`,
  );
  if (spec.node === undefined) {
    // A device is asked whether it is well, again and again: who never asked could not have shot either.
    if ((view.run.told.get(spec.probe)?.length ?? 0) === 0)
      return unknown(`nobody ever asked the power switch "${spec.probe}"`);
    const nobody = all.every(({ value }) => !value.ok);
    return { verdict: nobody ? "pass" : "fail", evidence: evidence.slice(0, 8) };
  }
  const [hit] = hits(spec, view);
  if (!hit) return { verdict: "fail", evidence: [`nobody switched ${spec.node} off`, ...evidence] };
  const others = all.filter(({ value }) => value.ok && value.plug !== spec.node);
  const taken = takenNs(spec, view);
  const late = taken !== undefined && taken < hit.t - hit.value.tookMs * 1e6;
  const measured = round((hit.t - view.sinceNs) / 1e9);
  const ok = others.length === 0 && !late;
  const why = late ? [`the address was taken after ${at(taken)}, before ${spec.node} was off`] : [];
  return {
    verdict: ok ? "pass" : "fail",
    measured,
    unit: "s",
    evidence: [...why, ...evidence].slice(0, 8),
  };
}

export const kind: CheckKind<Spec> = {
  kind: "fenced",
  about:
    "Who was switched off by the power switch: this node and no other, and before anybody took its address over; or nobody at all. Off counts from when the switch began, for its answer comes after that.",
  schema,
  title: ({ node, before }) =>
    node === undefined
      ? "nobody is switched off"
      : `${node} is switched off${before === undefined ? "" : ` before ${before} is taken over`}`,
  ready(spec, view) {
    const overNs = view.sinceNs + spec.within * 1e6;
    if (spec.node === undefined) return view.untilNs >= view.sinceNs + calmNs;
    return hits(spec, view).length > 0 || view.untilNs >= overNs;
  },
  judge,
};
