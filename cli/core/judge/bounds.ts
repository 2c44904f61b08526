/** Which formula a check means, and how much is allowed on both sides of what it says. */
import { round } from "../base/numbers.ts";
import type { StepView } from "../kinds/formula.ts";
import type { BoundSpec } from "../kinds/values.ts";
import type { Bound } from "../kinds/verdict.ts";

/** Allowed on both sides of every bound, at least: two intervals of a quick probe and the daemons' own work. */
export const toleranceS = 0.05;
const daemonsS = 0.03;

/** A slow probe sees an outage begin and end one interval late or early. */
function toleranceOf(view: StepView, probe: string): number {
  const intervalS = (view.run.series.get(probe)?.intervalNs ?? 0) / 1e9;
  return Math.max(toleranceS, round(daemonsS + 2 * intervalS));
}

/** A bound, and the most that a lab allows whatever a formula says. Milliseconds. */
export type Allowed = BoundSpec & { readonly limitMs?: number };

/** What a check may allow: its timers are the student's to set, and its node's to tell. */
export function allowed(within: BoundSpec, limitMs: number | undefined): Allowed {
  return limitMs === undefined ? within : { ...within, limitMs };
}

/**
 * A formula's end is never later than the lab's limit. One that begins beyond it stays as it is: nothing that is
 * within it is within the limit.
 */
function capped(bound: Bound, limitMs: number | undefined): Bound {
  if (limitMs === undefined) return bound;
  const most = limitMs / 1000;
  if (bound.hi <= most || bound.lo > most) return bound;
  return { ...bound, hi: most, formula: `${bound.formula}, at most ${most} s` };
}

/** The bound that a check meant, or the sentence that says why there is none. */
export function resolveBound(spec: Allowed, view: StepView, probe: string): Bound | string {
  if ("loMs" in spec) {
    const [lo, hi] = [spec.loMs / 1000, spec.hiMs / 1000];
    return {
      lo,
      hi,
      formula: `${lo} .. ${hi} s`,
      inputs: {},
      source: "lab.yaml",
      tolerance: toleranceS,
    };
  }
  const formula = view.formulas.get(spec.formula);
  if (!formula) return `there is no formula "${spec.formula}"`;
  const watched = formula.follows === "owner" ? ownerProbeOf(view, spec.of ?? probe) : undefined;
  const found = formula.bound(view, watched ?? spec.of ?? probe);
  if (typeof found === "string") return found;
  const plusS = (spec.plus ?? 0) / 1000;
  const bound = {
    ...found,
    lo: round(found.lo),
    hi: round(found.hi + plusS),
    tolerance: toleranceOf(view, probe),
  };
  const text = plusS === 0 ? found.formula : `${found.formula} + ${plusS} s`;
  return capped({ ...bound, formula: text }, spec.limitMs);
}

/**
 * A formula that follows an owner needs the watch on an address: on the one that the probe asks, else
 * the lab's first.
 */
function ownerProbeOf(view: StepView, asking: string): string | undefined {
  const probes = view.run.plan?.probes ?? [];
  const asked = probes.find(({ name }) => name === asking);
  if (asked?.watches === "owner") return asking;
  const watches = probes.filter(({ watches }) => watches === "owner");
  const fitting = watches.find(({ address }) => address === asked?.address);
  return (asked?.address === undefined ? undefined : fitting?.name) ?? watches[0]?.name;
}

export function isWithin(measured: number, bound: Bound): boolean {
  return measured >= bound.lo - bound.tolerance && measured <= bound.hi + bound.tolerance;
}
