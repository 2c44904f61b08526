/** What a check and a formula look at, and what a formula is. */
import type { PlannedStep } from "../cluster/plan.ts";
import type { FaultRecord, RunView } from "../journal/view.ts";
import type { Readers } from "./reader.ts";
import type { Bound } from "./verdict.ts";

/** What a formula found; what is allowed on both sides of it is not its business. Seconds. */
export type Found = Omit<Bound, "tolerance">;

/**
 * A kind of formula: one file under formulas/. How long the protocol itself says that something
 * takes, from the timers in force. `lo` matters as much as `hi`: faster than the protocol allows
 * means that the fault missed.
 */
export interface FormulaKind {
  readonly kind: string;
  /** What it is, in a sentence or two: for docs/kinds and `halab kinds`. */
  readonly about: string;
  /** Needs the watch on an address: a check that asks another probe need not name it. */
  readonly follows?: "owner";
  /** The bound, or the sentence that says why there is none. */
  bound(view: StepView, probe: string): Found | string;
}

type Formulas = ReadonlyMap<string, FormulaKind>;

/** `expect`: the fault is in, or the step is being watched; `mended`: healed. */
export type Phase = "expect" | "mended";

/** One phase of one step. */
export interface StepView {
  readonly run: RunView;
  readonly step: PlannedStep;
  readonly phase: Phase;
  readonly fault: FaultRecord | undefined;
  /** When the phase's clock starts: the fault's effect, its healing, or the start of watching. */
  readonly sinceNs: number;
  /** End of the phase, or now while it goes on. */
  readonly untilNs: number;
  /** Those that the step's checks may name. */
  readonly formulas: Formulas;
  /** Of what daemons said, for evidence. */
  readonly readers: Readers;
}

/** What a view's checks may ask. */
export type Judging = Pick<StepView, "formulas" | "readers">;

/** The phase of a step as a view; undefined while (or if) it has not begun. */
export function stepView(
  run: RunView,
  step: PlannedStep,
  phase: Phase,
  { formulas, readers }: Judging,
  nowNs = run.endNs,
): StepView | undefined {
  const times = run.steps.get(step.id);
  const fault = run.faultOf(step.id);
  if (times?.expectNs === undefined) return undefined;
  const base = { run, step, phase, fault, formulas, readers };
  if (phase === "mended") {
    if (times.mendedNs === undefined) return undefined;
    const sinceNs = fault?.healedNs ?? times.mendedNs;
    return { ...base, sinceNs, untilNs: times.doneNs ?? nowNs };
  }
  const sinceNs = fault?.effectNs ?? times.expectNs;
  return { ...base, sinceNs, untilNs: times.mendedNs ?? times.doneNs ?? nowNs };
}

/**
 * When what a phase is about began to be made. A fault or its healing takes a while, and answers may
 * change before it says that it is done.
 */
export function beganNs(view: StepView): number {
  const mendedNs = view.run.steps.get(view.step.id)?.mendedNs;
  const began = view.phase === "mended" ? mendedNs : view.fault?.intentNs;
  return Math.min(began ?? view.sinceNs, view.sinceNs);
}
