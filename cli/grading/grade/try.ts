/** Plays a submission once, on a fresh cluster of its own, within its time. */
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { HalabError, messageOf } from "../../core/base/error.ts";
import { type Ctx, cleanupCtx } from "../../core/base/time.ts";
import type { Plan } from "../../core/cluster/plan.ts";
import type { Provider } from "../../core/cluster/provider.ts";
import { isTheirs } from "../../core/cluster/theirs.ts";
import type { Lab } from "../../core/lab/lab.ts";
import { tellingUp } from "../../core/run/jobs.ts";
import { type Played, play } from "../../core/run/run.ts";
import type { TryRecord } from "./fair.ts";
import { judged } from "./judged.ts";
import { minutes } from "./pace.ts";

interface TryOptions {
  readonly lab: Lab;
  readonly plan: Plan;
  readonly provider: Provider;
  /** The cluster's name. */
  readonly name: string;
  /** Where its run's folder goes. */
  readonly base: string;
  readonly budgetMs: number;
  /** Called when the cluster is up. */
  readonly up: () => void;
}

/** What one try gave; what ran beside it is known when it is over. */
export interface Tried extends Pick<TryRecord, "outcome" | "said" | "failed" | "run"> {
  readonly played?: Played;
}

/** Without these nothing more can be played: the batch ends, to be resumed. */
const endsAll: readonly string[] = ["ENGINE_UNAVAILABLE", "CANCELLED"];

/** For removing what had no time any more; then nobody waits for it. */
const graceMs = 90_000;

export async function tryOnce(options: TryOptions, ctx: Ctx): Promise<Tried> {
  const before = new Set(runsIn(options.base));
  const ended = await within(options, ctx);
  ctx.signal.throwIfAborted();
  const run = runsIn(options.base).find((name) => !before.has(name));
  const kept = { failed: [], run: run === undefined ? null : join("run", run) };
  if (ended === "late") {
    const said = `it was not over after ${minutes(options.budgetMs)}`;
    return { ...kept, outcome: "out of time", said };
  }
  if ("error" in ended) return { ...kept, ...brokenOff(ended.error, options.plan) };
  const { played } = ended;
  return { ...judged(played.report), run: join("run", basename(played.dir)), played };
}

type Ending = { readonly played: Played } | { readonly error: unknown } | "late";

/** Its clean-up belongs to it; one that hangs there, too, holds nobody's place. */
async function within(options: TryOptions, ctx: Ctx): Promise<Ending> {
  const { lab, plan, name, base, budgetMs } = options;
  const provider = tellingUp(options.provider, options.up);
  const budget = new AbortController();
  const grace = new AbortController();
  const timer = setTimeout(() => budget.abort(), budgetMs);
  const hangs = setTimeout(() => grace.abort(), budgetMs + graceMs);
  const signal = AbortSignal.any([ctx.signal, budget.signal]);
  const inner = { ...ctx, signal, progress: () => {} };
  const ended = play({ lab, plan, provider, name, base }, inner).then(
    (played): Ending => ({ played }),
    (error: unknown): Ending => (budget.signal.aborted ? "late" : { error }),
  );
  const hung = new Promise<Ending>((resolve) => {
    grace.signal.addEventListener("abort", () => resolve("late"), { once: true });
  });
  try {
    const first = await Promise.race([ended, hung]);
    if (grace.signal.aborted) await options.provider.down(name, cleanupCtx(ctx)).catch(() => {});
    return first;
  } finally {
    clearTimeout(timer);
    clearTimeout(hangs);
  }
}

function brokenOff(error: unknown, plan: Plan): Pick<Tried, "outcome" | "said"> {
  if (error instanceof HalabError && endsAll.includes(error.code)) throw error;
  if (isTheirs(error, plan))
    return { outcome: "cannot start", said: [error.message, ...error.details].join("\n") };
  return { outcome: "host", said: messageOf(error).split("\n")[0] ?? "" };
}

function runsIn(base: string): readonly string[] {
  try {
    return readdirSync(base);
  } catch {
    return [];
  }
}
