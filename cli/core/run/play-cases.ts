/** Plays the cases of labs, several at a time; what was not clear then is played again alone. */
import type { ErrorCode } from "../base/error.ts";
import type { Ctx } from "../base/time.ts";
import type { Plan } from "../cluster/plan.ts";
import type { Provider } from "../cluster/provider.ts";
import type { Lab } from "../lab/lab.ts";
import { isStarting } from "../state/starting.ts";
import type { LabCase } from "./cases.ts";
import { clusterNames } from "./cluster-names.ts";
import { type Ended, type Job, runJobs } from "./load/jobs.ts";
import { type LoadMeter, machineMeter } from "./load/machine-load.ts";
import { demandOf, waitingLimit } from "./load/room.ts";
import type { CheckSaid } from "./proof/checks.ts";
import { type Try, tryCase } from "./try-case.ts";

export interface CaseResult {
  readonly lab: string;
  readonly kind: LabCase["kind"];
  readonly name: string;
  /** What it did in the end. */
  readonly said: string;
  /** Undefined when the case did what it must. */
  readonly wrong: string | undefined;
  /** What broke it off, if something did. */
  readonly error?: ErrorCode;
  /** What its checks said in the last try; left out when that broke off. */
  readonly checks?: readonly CheckSaid[];
  /** How often it was played; after the first time with no other case beside it. */
  readonly tries: number;
  /** What each earlier time gave, with the run's folder. */
  readonly before: readonly { readonly said: string; readonly dir: string }[];
  /** How many others ran at some time of the last try. */
  readonly beside: number;
  /** All tries. */
  readonly tookMs: number;
  /** The last run's folder. */
  readonly dir: string;
}

/** A case that can be played: its lab with its files. */
export interface OpenedCase {
  readonly one: LabCase;
  readonly lab: Lab;
  readonly plan: Plan;
}

export interface TestOptions {
  readonly cases: readonly OpenedCase[];
  readonly jobs: number | "auto";
  /** What the clusters' names begin with; default: the lab's name. */
  readonly prefix?: string | undefined;
  readonly provider: Provider;
  /** Default: this machine's. */
  readonly meter?: LoadMeter;
  /** Default: on a cluster of the provider. */
  readonly tryOnce?: typeof tryCase;
  /**
   * Of each run that has to be looked at, when no other is played any more: a page costs half a
   * second of a processor. `halab report RUN` makes one of any other.
   */
  readonly written: (dir: string, opened: OpenedCase) => Promise<void>;
  /** `left` have no result yet. */
  readonly onResult: (result: CaseResult, left: number) => void;
}

/** So often a case is played that is not clear, after the first time alone. */
const maxTries = 3;

interface Turn {
  readonly opened: OpenedCase;
  readonly tries: readonly Ended<Try>[];
}

/** Every case on a cluster of its own. Results come in the order of the cases. */
export async function testCases(options: TestOptions, ctx: Ctx): Promise<CaseResult[]> {
  const results = new Map<OpenedCase, CaseResult>();
  const odd: Turn[] = [];
  let turns: Turn[] = startOrder(options.cases).map((opened) => ({ opened, tries: [] }));
  const names = clusterNames(options.cases, options.prefix);
  let limit = options.jobs;
  while (turns.length > 0) {
    const next: Turn[] = [];
    await playTurns({ ...options, names, jobs: limit }, turns, ctx, (turn) => {
      if (isUnclear(turn)) return void next.push(turn);
      const result = resultOf(turn);
      results.set(turn.opened, result);
      if (result.wrong !== undefined || result.tries > 1) odd.push(turn);
      options.onResult(result, options.cases.length - results.size);
    });
    turns = next;
    limit = 1;
  }
  for (const { tries, opened } of odd)
    for (const { value } of tries) if (value.dir !== "") await options.written(value.dir, opened);
  return options.cases.flatMap((opened) => results.get(opened) ?? []);
}

async function playTurns(
  options: TestOptions & { readonly names: ReadonlyMap<OpenedCase, string> },
  turns: readonly Turn[],
  ctx: Ctx,
  onTurn: (turn: Turn) => void,
): Promise<void> {
  const turnOf = new Map<Job<Try>, Turn>();
  for (const turn of turns) {
    const { plan } = turn.opened;
    const name = options.names.get(turn.opened) ?? "";
    const { provider, tryOnce = tryCase } = options;
    const run = (up: () => void, inner: Ctx) =>
      tryOnce({ ...turn.opened, provider, name, up }, inner);
    turnOf.set({ demand: demandOf(plan), run }, turn);
  }
  await runJobs<Try>(
    {
      jobs: [...turnOf.keys()],
      limit: options.jobs,
      meter: options.meter ?? machineMeter(ctx.clock),
      isStarting: () => isStarting(),
      onEnd: (ended) => {
        const turn = turnOf.get(ended.job);
        if (turn) onTurn({ ...turn, tries: [...turn.tries, ended] });
      },
    },
    ctx,
  );
}

/** The heavy and long ones first, so that none of them runs on alone at the end. */
function startOrder(cases: readonly OpenedCase[]): OpenedCase[] {
  const length = ({ one, plan }: OpenedCase) => (one.kind === "starter" ? 1 : plan.steps.length);
  const weight = ({ plan }: OpenedCase) => demandOf(plan).weight;
  return [...cases].sort((a, b) => weight(b) - weight(a) || length(b) - length(a));
}

/**
 * `unknown` is no verdict: it is played again. So is anything else that was not to be expected, if
 * others may have spoilt it: cases that ran beside it, or whatever else kept this machine busy.
 */
function isUnclear({ tries }: Turn): boolean {
  const last = tries.at(-1);
  if (last?.value.wrong === undefined || tries.length >= maxTries) return false;
  return last.value.unknown || last.beside > 0 || (last.load.waiting ?? 0) > waitingLimit;
}

function resultOf({ opened, tries }: Turn): CaseResult {
  const { lab, one } = opened;
  const said = ({ value }: Ended<Try>) => value.said;
  const last = tries.at(-1);
  return {
    lab: lab.name,
    kind: one.kind,
    name: one.name,
    said: last ? said(last) : "",
    wrong: last?.value.wrong,
    ...(last?.value.error ? { error: last.value.error } : {}),
    ...(last?.value.checks ? { checks: last.value.checks } : {}),
    tries: tries.length,
    before: tries.slice(0, -1).map((ended) => ({ said: said(ended), dir: ended.value.shownDir })),
    beside: last?.beside ?? 0,
    tookMs: tries.reduce((sum, { tookMs }) => sum + tookMs, 0),
    dir: last?.value.shownDir ?? "",
  };
}
