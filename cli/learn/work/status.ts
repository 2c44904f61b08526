/** `halab status`: what is passed, what it brought, and how the cluster is. */
import { messageOf } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";
import type { Provider } from "../../core/cluster/provider.ts";
import type { Lab } from "../../core/lab/lab.ts";
import { openLab } from "../../core/lab/open.ts";
import { pointsOf } from "../../core/lab/step-hints.ts";
import { ourRenderer } from "../../render/ours.ts";
import { type ClusterState, clusterState, startInBackground } from "../cluster/background.ts";
import { idleMsOf, readKeeper } from "../cluster/note.ts";
import { labOptions, openLabOf, type Workspace } from "../workspace/open.ts";
import { type Progress, readProgress, type StepProgress } from "../workspace/progress.ts";
import { nextStep } from "./check.ts";
import { changedFiles, readGiven } from "./given.ts";
import { hintsRead } from "./hint.ts";

export interface StepStatus extends Partial<Omit<StepProgress, "maxPoints">> {
  readonly id: string;
  readonly title: string;
  /** The best of all checks, without what hints cost; left out: it was not checked yet. */
  readonly points?: number;
  readonly maxPoints: number;
  /** How many levels of its hints were read, and what they cost. */
  readonly hints: number;
  readonly hintsCost: number;
}

export interface WorkspaceStatus {
  readonly schema: "halab/status/1";
  readonly workspace: string;
  readonly lab: string;
  readonly title: string;
  readonly params: Readonly<Record<string, string>>;
  readonly cluster: {
    readonly name: string;
    readonly state: ClusterState;
    /** Seconds until it goes, if nobody uses it; null: it is not there, or nobody looks after it. */
    readonly goesInS: number | null;
  };
  /** With what hints cost taken off. */
  readonly points: number;
  readonly maxPoints: number;
  /** Beside the lab's points. */
  readonly predictionPoints: number;
  /** How many levels of hints were read in all, and what they cost. */
  readonly hints: { readonly read: number; readonly cost: number };
  /** The first step that is not passed; null: all are. */
  readonly next: string | null;
  readonly steps: readonly StepStatus[];
  /** NODE/PATH of files that are not as the nodes have them; null: that is not known. */
  readonly changed: readonly string[] | null;
  /** What is wrong with files, progress or the engine: sentences. */
  readonly notes: readonly string[];
}

/** Asks no node; never throws for what is wrong with the student's files. */
export async function statusOf(
  ws: Workspace,
  ctx: Ctx,
  provider?: Provider,
): Promise<WorkspaceStatus> {
  const { lab, plan } = await openLab(ws.lab, labOptions(ws, ourRenderer()));
  const { progress, notes } = readProgress(ws);
  const [cluster, files] = await Promise.all([clusterStatus(ws, ctx, provider), filesStatus(ws)]);
  const steps = stepsStatus(ws, lab, progress);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    schema: "halab/status/1",
    workspace: ws.root,
    lab: lab.name,
    title: plan.title,
    params: ws.params,
    cluster: cluster.status,
    points: sum(steps.map(({ points = 0, hintsCost }) => Math.max(0, points - hintsCost))),
    maxPoints: sum(steps.map(({ maxPoints }) => maxPoints)),
    predictionPoints: sum(steps.map(({ predictionPoints = 0 }) => predictionPoints)),
    hints: {
      read: sum(steps.map(({ hints }) => hints)),
      cost: sum(steps.map(({ hintsCost }) => hintsCost)),
    },
    next: nextStep(plan, progress) ?? null,
    steps,
    changed: files.changed,
    notes: [...notes, ...cluster.notes, ...files.notes],
  };
}

function stepsStatus(ws: Workspace, lab: Lab, progress: Progress): StepStatus[] {
  const read = hintsRead(ws, lab, progress);
  return lab.file.steps.map((step) => {
    const { levels, cost } = read(step.id);
    const { maxPoints: _, ...known } = progress.steps[step.id] ?? { maxPoints: 0 };
    return {
      id: step.id,
      title: step.title,
      ...known,
      maxPoints: pointsOf(step),
      hints: levels,
      hintsCost: cost,
    };
  });
}

/** An engine that does not answer is told, and no error: what was passed is known without it. */
async function clusterStatus(ws: Workspace, ctx: Ctx, provider?: Provider) {
  const { cluster: name } = ws;
  try {
    const state = await clusterState(ws, ctx, provider);
    const there = state === "up" || state === "partly";
    // Its keeper was killed: another one takes over.
    if (there && !readKeeper(ws)?.alive && provider === undefined) startInBackground(ws);
    const keeper = readKeeper(ws);
    const goesInS =
      keeper && there ? Math.round(Math.max(0, keeper.idleMs - idleMsOf(ws)) / 1000) : null;
    const why = state === "failed" ? [keeper?.error?.message ?? ""] : [];
    return { status: { name, state, goesInS }, notes: why };
  } catch (error) {
    ctx.signal.throwIfAborted();
    return { status: { name, state: "failed" as const, goesInS: null }, notes: [messageOf(error)] };
  }
}

async function filesStatus(ws: Workspace) {
  const given = readGiven(ws);
  try {
    const { plan, notes } = await openLabOf(ws, ourRenderer());
    return { changed: Object.keys(given).length > 0 ? changedFiles(plan, given) : null, notes };
  } catch (error) {
    return { changed: null, notes: [messageOf(error)] };
  }
}
