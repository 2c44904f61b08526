/** Plays a submission once, on a fresh cluster of its own. Whoever started it looks after its time. */
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { HalabError, messageOf } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";
import type { Plan } from "../../core/cluster/plan.ts";
import type { Provider } from "../../core/cluster/provider.ts";
import { isTheirs } from "../../core/cluster/theirs.ts";
import type { Lab } from "../../core/lab/lab.ts";
import { tellingUp } from "../../core/run/load/jobs.ts";
import { type Played, play } from "../../core/run/run.ts";
import { causeOf } from "../grade/cause.ts";
import { crowdedIn, judged } from "../grade/judged.ts";
import type { Tried } from "./spec.ts";

export interface OnceOptions {
  readonly lab: Lab;
  readonly plan: Plan;
  readonly provider: Provider;
  /** The cluster's name. */
  readonly name: string;
  /** Where its run's folder goes. */
  readonly base: string;
  readonly language: string;
  /** Steps that errors in the files break. */
  readonly explained: readonly string[];
  /** The lab as students begin it, if it is asked for. */
  readonly starter: () => Plan | undefined;
  /** Called when the cluster is up. */
  readonly up: () => void;
}

/** Without these nothing more can be played: the batch ends, to be resumed. */
const endsAll: readonly string[] = ["ENGINE_UNAVAILABLE", "CANCELLED"];

export async function tryOnce(options: OnceOptions, ctx: Ctx): Promise<Tried> {
  const { lab, plan, name, base } = options;
  const before = new Set(runsIn(base));
  const provider = tellingUp(options.provider, options.up);
  try {
    const played = await play({ lab, plan, provider, name, base }, ctx);
    return await triedOf(played, options);
  } catch (error) {
    ctx.signal.throwIfAborted();
    return { ...brokenOff(error, plan), failed: [], run: newRun(base, before) };
  }
}

async function triedOf(played: Played, options: OnceOptions): Promise<Tried> {
  const { view, dir, report } = played;
  const said = judged(report, options.explained);
  const failed = [...said.failed];
  const unexplained = failed.filter((step) => !options.explained.includes(step));
  const starter = failed.length === 0 ? undefined : options.starter();
  const cause = await causeOf({ view, dir, failed }, starter, options.language);
  return {
    ...said,
    failed,
    run: join("run", basename(dir)),
    judged: {
      steps: report.steps.map(({ id, title, verdict, points, maxPoints }) => {
        return { id, title, verdict, points, maxPoints };
      }),
      unexplained,
      crowded: crowdedIn(view, unexplained, false),
      cause: cause ? { ...cause, hints: [...cause.hints] } : null,
    },
  };
}

function brokenOff(error: unknown, plan: Plan): Pick<Tried, "outcome" | "said"> {
  if (error instanceof HalabError && endsAll.includes(error.code)) throw error;
  if (isTheirs(error, plan))
    return { outcome: "cannot start", said: [error.message, ...error.details].join("\n") };
  return { outcome: "host", said: messageOf(error).split("\n")[0] ?? "" };
}

/** The run's folder that was not there before; null: it made none. */
export function newRun(base: string, before: ReadonlySet<string>): string | null {
  const run = runsIn(base).find((name) => !before.has(name));
  return run === undefined ? null : join("run", run);
}

export function runsIn(base: string): readonly string[] {
  try {
    return readdirSync(base);
  } catch {
    return [];
  }
}
