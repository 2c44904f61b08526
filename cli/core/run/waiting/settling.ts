/** Waits before a step's fault, and after it: for a steady cluster, and until its checks saw enough. */
import { HalabError } from "../../base/error.ts";
import { type Ctx, waitUntil } from "../../base/time.ts";
import type { Plan, PlannedStep } from "../../cluster/plan.ts";
import { calmNs } from "../../judge/evidence.ts";
import { missed } from "../../judge/step-fault.ts";
import type { Kinds } from "../../kinds/all.ts";
import { type Phase, stepView } from "../../kinds/formula.ts";
import type { Session } from "../session.ts";
import type { Trouble } from "../steady.ts";
import type { Patience } from "./patience.ts";

/** No check waits longer than this beyond what its own bound says; a guard, not a timer. */
export const holdDeadlineMs = 60_000;
/** Who waits for longer than most protocols take says what for. */
const silentNs = 6e9;
/** As often as a prober tells of its requests: there is nothing new to look at sooner. */
const everyMs = 50;

export interface Waiting {
  readonly plan: Plan;
  readonly kinds: Kinds;
  readonly session: Session;
  readonly patience: Patience;
  readonly step: PlannedStep;
  /** Said once, as it completes "waits for ...". */
  readonly told: (text: string) => void;
}

/**
 * A fault into a cluster that still limps from the last one would measure both. Undefined: it is
 * steady; else what it still lacked. `whole`: no fault of an earlier step is left in.
 */
export async function settle(
  waiting: Waiting,
  whole: boolean,
  ctx: Ctx,
): Promise<string | undefined> {
  const { plan, session, patience, step } = waiting;
  const timeoutMs = step.settleMs ?? plan.settleMs;
  const sinceNs = session.now();
  const tell = onceSilent(waiting, sinceNs);
  let troubles: Trouble[] = [];
  const over = () => {
    session.throwIfLost();
    if (session.disturbed !== undefined) return true;
    troubles = patience.troubles(step, whole);
    if (troubles.length === 0 || patience.isVain(troubles, sinceNs)) return true;
    tell(() => `a steady cluster: ${textOf(troubles)} (${timeoutMs / 1000} s at most)`);
    return undefined;
  };
  if (timeoutMs > 0)
    await untilOr(over, { what: `a steady cluster before step ${step.id}`, timeoutMs }, ctx);
  patience.begins(troubles);
  return troubles.length === 0 ? undefined : textOf(troubles);
}

/** The first says it; all of them would be a list of what depends on it. */
function textOf(troubles: readonly Trouble[]): string {
  return troubles[0]?.text ?? "";
}

/**
 * Until every check has seen enough, its own calm after the change included; and never less than
 * two such calms from the phase's begin, for trouble that comes late. Gives what it waited for in
 * vain, if it did.
 */
export async function awaitChecks(
  waiting: Waiting,
  phase: Phase,
  ctx: Ctx,
): Promise<string | undefined> {
  const { session, kinds, patience, step } = waiting;
  const tell = onceSilent(waiting, session.now());
  const enough = () => {
    session.throwIfLost();
    if (session.disturbed !== undefined) return true;
    const view = stepView(session.view, step, phase, kinds, session.now());
    if (!view) return true;
    if (session.now() < view.sinceNs + 2 * calmNs) return undefined;
    // Whatever is still to be seen, the step cannot pass.
    if (missed(step, view)?.verdict === "fail") return true;
    const open = step[phase].filter((spec) => {
      const ready = kinds.checks.get(String(spec["check"]))?.ready(spec, view) ?? true;
      return !ready && !patience.hasSeenAll(spec, view);
    });
    if (open.length === 0) return true;
    tell(() => open.map((spec) => titleOf(spec, kinds)).join("; "));
    return undefined;
  };
  const what = `the checks of step ${step.id}`;
  // They are judged by what there is.
  return untilOr(enough, { what, timeoutMs: holdDeadlineMs }, ctx);
}

function titleOf(spec: Readonly<Record<string, unknown>>, kinds: Kinds): string {
  const check = String(spec["check"]);
  return kinds.checks.get(check)?.title(spec) ?? check;
}

/** Says what is waited for, once, when that takes long. */
function onceSilent({ session, told }: Waiting, sinceNs: number) {
  let said = false;
  return (text: () => string): void => {
    if (said || session.now() < sinceNs + silentNs) return;
    said = true;
    told(text());
  };
}

/** A deadline that passes is no error here: its sentence. */
async function untilOr(
  over: () => true | undefined,
  options: { readonly what: string; readonly timeoutMs: number },
  ctx: Ctx,
): Promise<string | undefined> {
  try {
    await waitUntil(over, { ...options, everyMs }, ctx);
    return undefined;
  } catch (error) {
    if (!(error instanceof HalabError) || error.code !== "TIMEOUT") throw error;
    return error.message;
  }
}
