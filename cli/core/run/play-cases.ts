import pLimit from "p-limit";
import { HalabError } from "../base/error.ts";
import type { Ctx } from "../base/time.ts";
import { type Plan, planUntil } from "../cluster/plan.ts";
import type { Provider } from "../cluster/provider.ts";
import type { Lab } from "../lab/lab.ts";
import { shown } from "../lab/lab.ts";
import { type LabCase, wrongWith } from "./cases.ts";
import { type Played, play } from "./run.ts";

export interface CaseResult {
  readonly kind: LabCase["kind"];
  readonly name: string;
  readonly said: string;
  /** Undefined when the case did what it must. */
  readonly wrong: string | undefined;
  readonly dir: string;
}

export interface TestOptions {
  readonly cases: readonly LabCase[];
  readonly jobs: number;
  /** What the clusters' names begin with; default: the lab's name. */
  readonly prefix?: string | undefined;
  readonly provider: Provider;
  readonly open: (one: LabCase) => Promise<{ lab: Lab; plan: Plan }>;
  readonly written: (played: Played, plan: Plan) => Promise<void>;
  readonly onResult: (result: CaseResult) => void;
}

/** A case that could not be judged (the machine was too busy ...) is played again. */
const attempts = 3;

const filesFail: readonly string[] = ["NODE_FAILED", "CONFIG_INVALID"];

/** Plays every case on a cluster of its own. */
export async function testCases(options: TestOptions, ctx: Ctx): Promise<CaseResult[]> {
  const limit = pLimit(options.jobs);
  const stop = new AbortController();
  const inner = { ...ctx, signal: AbortSignal.any([ctx.signal, stop.signal]) };
  const played = await Promise.all(
    options.cases.map((one) =>
      limit(() =>
        // What breaks off one case would break off the others: they are not begun.
        testCase(options, one, inner).catch((error: unknown) => stop.abort(error)),
      ),
    ),
  );
  ctx.signal.throwIfAborted();
  if (stop.signal.aborted) throw stop.signal.reason;
  return played.filter((one) => one !== undefined);
}

async function testCase(
  options: TestOptions,
  one: LabCase,
  ctx: Ctx,
  attempt = 1,
): Promise<CaseResult> {
  ctx.signal.throwIfAborted();
  const { lab, plan: whole } = await options.open(one);
  // What comes after the step that must catch it says nothing more.
  const plan = planUntil(whole, one.catches);
  const name = `${options.prefix ?? lab.name}-${one.name}`.slice(0, 41);
  const stopAtFail = one.kind === "starter";
  let played: Played;
  try {
    played = await play({ lab, plan, provider: options.provider, name, stopAtFail }, ctx);
  } catch (error) {
    // The files of this case do not even start; those of the others may.
    if (!(error instanceof HalabError) || !filesFail.includes(error.code)) throw error;
    const result = { kind: one.kind, name: one.name, said: "", wrong: error.message, dir: "" };
    options.onResult(result);
    return result;
  }
  await options.written(played, plan);
  const { report } = played;
  const first = report.steps.find((step) => step.verdict !== "pass");
  const wrong = wrongWith(one, report);
  if (wrong !== undefined && first?.verdict === "unknown" && attempt < attempts)
    return testCase(options, one, ctx, attempt + 1);
  const again = attempt > 1 ? `, attempt ${attempt}` : "";
  const said = first
    ? `${first.verdict} in step ${first.id}${again}`
    : `pass, ${report.points} of ${report.maxPoints} points${again}`;
  const result = {
    kind: one.kind,
    name: one.name,
    said,
    wrong,
    dir: shown(played.dir),
  };
  options.onResult(result);
  return result;
}
