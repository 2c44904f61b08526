import pLimit from "p-limit";
import type { Provider } from "../providers/provider.ts";
import type { Lab } from "./lab.ts";
import { shown } from "./lab.ts";
import { type LabCase, wrongWith } from "./lab-cases.ts";
import type { Plan } from "./plan.ts";
import { type Played, play } from "./run.ts";
import type { Ctx } from "./time.ts";

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
  readonly provider: Provider;
  readonly open: (one: LabCase) => Promise<{ lab: Lab; plan: Plan }>;
  readonly written: (played: Played, plan: Plan) => Promise<void>;
  readonly onResult: (result: CaseResult) => void;
}

/** Plays every case on a cluster of its own. */
export async function testCases(options: TestOptions, ctx: Ctx): Promise<CaseResult[]> {
  const limit = pLimit(options.jobs);
  return Promise.all(options.cases.map((one) => limit(() => testCase(options, one, ctx))));
}

async function testCase(options: TestOptions, one: LabCase, ctx: Ctx): Promise<CaseResult> {
  ctx.signal.throwIfAborted();
  const { lab, plan } = await options.open(one);
  const played = await play(
    {
      lab,
      plan,
      provider: options.provider,
      name: `${lab.name}-${one.name}`.slice(0, 41),
      // What comes after the step that must catch it says nothing more.
      until: one.catches,
      stopAtFail: one.kind === "starter",
    },
    ctx,
  );
  await options.written(played, plan);
  const { report } = played;
  const seen = one.catches === undefined ? report : upTo(report, one.catches);
  const first = seen.steps.find((step) => step.verdict !== "pass");
  const said = first
    ? `${first.verdict} in step ${first.id}`
    : `pass, ${report.points} of ${report.maxPoints} points`;
  const result = {
    kind: one.kind,
    name: one.name,
    said,
    wrong: wrongWith(one, seen),
    dir: shown(played.dir),
  };
  options.onResult(result);
  return result;
}

function upTo(report: Played["report"], step: string): Played["report"] {
  const last = report.steps.findIndex((one) => one.id === step);
  return { ...report, steps: report.steps.slice(0, last + 1) };
}
