/** Plays one case once, and says whether it did what it must. */
import { type ErrorCode, HalabError } from "../base/error.ts";
import { shown } from "../base/shown.ts";
import type { Ctx } from "../base/time.ts";
import type { Plan } from "../cluster/plan.ts";
import type { Provider } from "../cluster/provider.ts";
import type { Lab } from "../lab/lab.ts";
import { type LabCase, wrongWith } from "./cases.ts";
import { tellingUp } from "./load/jobs.ts";
import { type CheckSaid, checksSaid, seenInstead } from "./proof/checks.ts";
import { type Played, play } from "./run.ts";

export interface Try {
  readonly said: string;
  /** Undefined when the case did what it must. */
  readonly wrong: string | undefined;
  /** Wrong only because something could not be judged. */
  readonly unknown: boolean;
  readonly error?: ErrorCode;
  /** Left out when it broke off. */
  readonly checks?: readonly CheckSaid[];
  /** The run's folder; empty when it broke off. */
  readonly dir: string;
  readonly shownDir: string;
}

export interface TryOptions {
  readonly lab: Lab;
  readonly plan: Plan;
  readonly one: LabCase;
  readonly provider: Provider;
  /** The cluster's. */
  readonly name: string;
  /** Called when the cluster is up. */
  readonly up: () => void;
}

/** Without these no other case can be played either. */
const endsAll: readonly ErrorCode[] = ["ENGINE_UNAVAILABLE", "CANCELLED", "BUG"];

export async function tryCase(options: TryOptions, ctx: Ctx): Promise<Try> {
  const { lab, plan, one, name } = options;
  const provider = tellingUp(options.provider, options.up);
  let played: Played;
  try {
    // Of what must fail only the first step that does is asked for.
    const stopAtFail = one.kind === "starter" || one.kind === "mutant";
    played = await play({ lab, plan, provider, name, stopAtFail }, ctx);
  } catch (error) {
    // The files of this case do not even start, or its machines do not; those of the others may.
    if (!(error instanceof HalabError) || endsAll.includes(error.code)) throw error;
    ctx.signal.throwIfAborted();
    const [said] = error.message.split("\n");
    const wrong = [error.message, ...error.details].join("\n");
    return { said: `broke off: ${said}`, wrong, unknown: false, error: error.code, ...noDir };
  }
  const { report } = played;
  const first = report.steps.find((step) => step.verdict !== "pass");
  const wrong = wrongWith(one, report);
  // What was measured says which bound is too wide, or which check is missing.
  const lives = wrong !== undefined && one.catches !== undefined;
  const seen = lives ? seenInstead(report, one.catches) : [];
  return {
    said: first
      ? `${first.verdict} in step ${first.id}`
      : `pass, ${report.points} of ${report.maxPoints} points`,
    wrong: wrong === undefined ? undefined : [wrong, ...seen].join("\n"),
    unknown: wrong !== undefined && first?.verdict === "unknown",
    checks: checksSaid(report),
    dir: played.dir,
    shownDir: shown(played.dir),
  };
}

const noDir = { dir: "", shownDir: "" };
