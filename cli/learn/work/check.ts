/** `halab check`: plays steps on the workspace's running cluster. */
import { readdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { HalabError } from "../../core/base/error.ts";
import { didYouMean } from "../../core/base/nearest.ts";
import type { Ctx } from "../../core/base/time.ts";
import { halabVersion } from "../../core/base/version.ts";
import { Agents } from "../../core/cluster/agents.ts";
import { bytesOf } from "../../core/cluster/content.ts";
import type { Plan } from "../../core/cluster/plan.ts";
import type { Cluster } from "../../core/cluster/provider.ts";
import type { Listener } from "../../core/journal/sink.ts";
import type { RunView } from "../../core/journal/view.ts";
import { worst } from "../../core/judge/grade.ts";
import type { Report, StepReport } from "../../core/judge/report.ts";
import { loadShelf } from "../../core/kinds/all.ts";
import type { Lab } from "../../core/lab/lab.ts";
import { Breaker } from "../../core/run/breaker.ts";
import { playThere } from "../../core/run/live/there.ts";
import { isShort, loadBetween, machineMeter } from "../../core/run/load/machine-load.ts";
import { planOnly } from "../../core/run/part.ts";
import { openFaults } from "../../core/state/open-faults.ts";
import { findPlaying } from "../../core/state/playing.ts";
import { ourRenderer } from "../../render/ours.ts";
import { ensureCluster, touch } from "../cluster/background.ts";
import { type PredictionTable, predictionTable, scorePredictions } from "../predict/table.ts";
import { say } from "../words/say.ts";
import { keepCheck, lastCheck } from "../workspace/evidence.ts";
import { openLabOf, ownFolder, type Workspace } from "../workspace/open.ts";
import { type Progress, readProgress, updateProgress } from "../workspace/progress.ts";
import { type Applied, applyTo } from "./apply.ts";
import { sha256 } from "./given.ts";

export interface Checked {
  /** Of the steps that were asked for; verdict and points are theirs. */
  readonly report: Report;
  /** Of those that were played because the others need them. */
  readonly needed: readonly StepReport[];
  readonly view: RunView;
  /** The run's folder. */
  readonly dir: string;
  readonly applied: Applied;
  /** Of those steps that ask for predictions: what was said, promised, measured. */
  readonly predictions: readonly PredictionTable[];
}

/** So many runs are kept in a workspace. */
const mostRuns = 20;

/**
 * Applies what changed, plays these steps and those that they need, keeps reports and progress. No step: the first
 * that is not passed yet.
 */
export async function checkSteps(
  ws: Workspace,
  steps: readonly string[],
  ctx: Ctx,
  listeners: readonly Listener[] = [],
): Promise<Checked> {
  const { lab, plan, notes } = await openLabOf(ws, ourRenderer());
  const wanted = wantedSteps(ws, plan, steps);
  const cluster = await ensureCluster(ws, ctx);
  const checked = await checkOn({ ws, lab, plan, cluster, wanted, listeners }, ctx);
  return {
    ...checked,
    applied: { ...checked.applied, notes: [...notes, ...checked.applied.notes] },
  };
}

/** Throws USAGE for a step that there is not. */
function wantedSteps(ws: Workspace, plan: Plan, steps: readonly string[]): readonly string[] {
  const ids = plan.steps.map(({ id }) => id);
  const unknown = steps.find((step) => !ids.includes(step));
  if (unknown !== undefined)
    throw new HalabError(
      "USAGE",
      `${plan.lab} has no step "${unknown}"${didYouMean(unknown, ids)}`,
      {
        hint: `halab status   (its steps: ${ids.join(", ")})`,
      },
    );
  if (steps.length > 0) return ids.filter((id) => steps.includes(id));
  const next = nextStep(plan, readProgress(ws).progress) ?? ids.at(-1);
  return next === undefined ? [] : [next];
}

/** The first step that is not passed; undefined: all are. */
export function nextStep(plan: Plan, { steps }: Pick<Progress, "steps">): string | undefined {
  return plan.steps.find(({ id }) => steps[id]?.verdict !== "pass")?.id;
}

interface CheckOptions {
  readonly ws: Workspace;
  readonly lab: Lab;
  readonly plan: Plan;
  readonly cluster: Cluster;
  /** In the order of the lab. */
  readonly wanted: readonly string[];
  readonly listeners: readonly Listener[];
}

/** The same on a cluster that is open already. */
export async function checkOn(options: CheckOptions, ctx: Ctx): Promise<Checked> {
  const { ws, lab, plan, cluster, wanted, listeners } = options;
  await mend(options, ctx);
  const applied = await applyTo({ ws, plan, cluster }, ctx);
  touch(ws);
  const needed = neededFor(plan, wanted, lab);
  const meter = machineMeter(ctx.clock);
  const begun = meter.sample();
  const played = await playThere(
    {
      lab,
      plan: { ...plan, steps: plan.steps.filter(({ id }) => needed.has(id)) },
      cluster,
      listeners,
      runs: join(ownFolder(ws), "runs"),
    },
    ctx,
  );
  touch(ws);
  const report = onlyOf(played.report, wanted);
  const crowded =
    report.verdict !== "pass" && isShort(loadBetween(begun, meter.sample(), meter.processors));
  const { predictions: said } = readProgress(ws).progress;
  const predictions = report.steps.flatMap(
    ({ id }) => predictionTable(report, played.view, id, said[id] ?? {}) ?? [],
  );
  await keepAll({ ...options, report, predictions }, basename(played.dir));
  dropOldRuns(ws);
  return {
    report,
    needed: played.report.steps.filter(({ id }) => !wanted.includes(id)),
    view: played.view,
    dir: played.dir,
    applied: crowded
      ? { ...applied, notes: [...applied.notes, say(ws.lang, "workspace.crowded")] }
      : applied,
    predictions,
  };
}

/** The steps that these need; and between them what mends a fault that one of them leaves in on purpose. */
function neededFor(plan: Plan, wanted: readonly string[], { kinds }: Lab): ReadonlySet<string> {
  const parts = wanted.map((step) => planOnly(plan, step, kinds).steps.map(({ id }) => id));
  const needed = new Set(parts.flat());
  const last = plan.steps.findLastIndex(({ id }) => needed.has(id));
  for (const [at, { id, fault, heal }] of plan.steps.entries()) {
    if (!needed.has(id) || heal || !fault) continue;
    const closer = plan.steps.findIndex(
      (later, index) =>
        index > at && kinds.faults.get(String(later.fault?.["fault"]))?.closes === fault["fault"],
    );
    const mending = plan.steps[closer];
    if (mending && closer < last) needed.add(mending.id);
  }
  return needed;
}

/** What a killed check, or a fault that somebody made by hand, left in: no step can begin there. */
async function mend({ ws, cluster, plan }: CheckOptions, ctx: Ctx): Promise<void> {
  if (findPlaying(cluster.name) !== undefined) return;
  const { nodes } = await cluster.status(ctx);
  const open = openFaults(cluster.name);
  if (open.length === 0 && nodes.every(({ state }) => state === "running")) return;
  const task = "heal";
  ctx.progress({ task, state: "start", text: say(ws.lang, "workspace.mending") });
  const names = new Set(open.map(({ kind }) => kind));
  await using agents = new Agents(cluster);
  await using breaker = new Breaker({
    plan,
    cluster,
    agents,
    kinds: await loadShelf("faults", (kind) => names.has(kind)),
    resolve: (ref) => ref,
  });
  const healed = [...(await breaker.healAll(ctx)), ...(await breaker.restore(ctx))];
  const left = healed.filter(({ seen }) => !seen.ok);
  if (left.length > 0)
    throw new HalabError("CLEANUP_FAILED", `${cluster.name} is broken, and was not healed`, {
      details: left.map(({ title, seen }) => `${title}: ${seen.evidence.join("; ")}`),
      hint: "halab learn --close, then the same command again",
    });
  ctx.progress({ task, state: "done", text: say(ws.lang, "workspace.mended") });
}

/** The report as if there were only these steps. */
function onlyOf(report: Report, wanted: readonly string[]): Report {
  const steps = report.steps.filter(({ id }) => wanted.includes(id));
  const sum = (key: "points" | "maxPoints") => steps.reduce((total, step) => total + step[key], 0);
  const early = report.early === undefined ? [] : (["unknown"] as const);
  return {
    ...report,
    steps,
    verdict: worst([...steps.map(({ verdict }) => verdict), ...early]),
    points: sum("points"),
    maxPoints: sum("maxPoints"),
  };
}

async function keepAll(
  kept: Pick<CheckOptions, "ws" | "plan"> & Pick<Checked, "report" | "predictions">,
  run: string,
): Promise<void> {
  const { ws, plan, report, predictions } = kept;
  const at = new Date().toISOString();
  const files = digestsOf(plan);
  await updateProgress(ws, (before) => {
    const steps = report.steps.map((step) => {
      const known = before.steps[step.id];
      const best = Math.max(step.points, known?.points ?? lastCheck(ws, step.id)?.best ?? 0);
      const { id, verdict, points, maxPoints } = step;
      const tries = (known?.tries ?? 0) + 1;
      keepCheck(ws, {
        ...{ schema: "halab/check/1", step: id, at, halab: halabVersion(), run },
        ...{ verdict, points, maxPoints, best, tries, files, report: step },
      });
      const table = predictions.find((one) => one.step === id);
      // What could not be measured this time stays as it was.
      const predicted = table && table.maxPoints > 0 ? scorePredictions(table) : {};
      return [id, { ...known, verdict, points: best, maxPoints, at, tries, ...predicted }] as const;
    });
    return { ...before, steps: { ...before.steps, ...Object.fromEntries(steps) } };
  });
}

function digestsOf(plan: Plan): Record<string, string> {
  const own = plan.nodes.flatMap(({ name, files }) =>
    files
      .filter(({ owner }) => owner === "student")
      .map((file) => [name + file.path, sha256(bytesOf(file))] as const),
  );
  return Object.fromEntries(own);
}

/** Names of runs begin with their time. */
function dropOldRuns(ws: Workspace): void {
  const folder = join(ownFolder(ws), "runs");
  for (const name of readdirSync(folder).sort().slice(0, -mostRuns))
    rmSync(join(folder, name), { recursive: true, force: true });
}
