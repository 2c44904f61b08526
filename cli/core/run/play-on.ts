/** Plays steps on a cluster that is up, and judges them: the part that every run has. */
import { asHalabError, HalabError, messageOf } from "../base/error.ts";
import { type Ctx, cleanupCtx } from "../base/time.ts";
import type { Plan, PlannedStep } from "../cluster/plan.ts";
import type { Cluster, ClusterStatus } from "../cluster/provider.ts";
import { type Listener, Sink } from "../journal/sink.ts";
import type { RunView } from "../journal/view.ts";
import { grade, gradeStep } from "../judge/grade.ts";
import type { Report } from "../judge/report.ts";
import type { Kinds } from "../kinds/all.ts";
import { holdersOf, planOn } from "../kinds/probe.ts";
import { leadersOf } from "../kinds/reader.ts";
import type { Lab } from "../lab/lab.ts";
import { markPlaying, othersPlaying } from "../state/playing.ts";
import { Breaker } from "./breaker.ts";
import { watchNodes } from "./engine-watch.ts";
import { headerOf, noteNotBegun, type RunFolder } from "./folder.ts";
import { forgetNeighbours } from "./live/fresh-clients.ts";
import { LoadWatch, machineMeter } from "./load/machine-load.ts";
import { Session } from "./session.ts";
import { runSteps } from "./steps.ts";

export interface OnOptions {
  readonly lab: Lab;
  readonly plan: Plan;
  readonly cluster: Cluster;
  readonly folder: RunFolder;
  /** When the run began, and how long its cluster took; a cluster that was there took none. */
  readonly startNs: number;
  readonly upMs: number | undefined;
  /** Stop after the first step that does not pass. */
  readonly stopAtFail?: boolean | undefined;
  /** Who else hears what happens, as it happens. */
  readonly listeners?: readonly Listener[] | undefined;
}

export interface PlayedOn {
  readonly report: Report;
  readonly view: RunView;
}

/** Plays every step of the plan. Whatever happens, the cluster is healed, and the journal kept. */
export async function playOn(options: OnOptions, ctx: Ctx): Promise<PlayedOn> {
  const { lab, cluster, folder } = options;
  await using cleanup = new AsyncDisposableStack();
  const status = await begin(options, cleanup, ctx);
  const plan = planOn(options.plan, status);
  const sink = new Sink();
  sink.listen((event) => folder.journal.write(event));
  for (const listener of options.listeners ?? []) sink.listen(listener);
  const keep = (path: string, text: string) => folder.keep(path, text);
  const openSwitch = (inner: Ctx) => breaker.openSwitch(inner);
  const session = new Session({ plan, kinds: lab.kinds, cluster, openSwitch, sink, keep, ctx });
  cleanup.defer(() => session[Symbol.asyncDispose]());
  const provider = ranOn(cluster, status);
  session.emit(
    headerOf(folder, { t: options.startNs, lab: lab.name, provider, plan }, session.now()),
  );
  if (options.upMs !== undefined)
    session.emit({ kind: "up", t: session.now(), tookMs: Math.round(options.upMs) });
  const told = {
    refused: (node: string, why: string) => session.refused(node, why),
    note: (text: string) => session.emit({ kind: "note", t: session.now(), text }),
    failed: (error: unknown) => session.lose(error),
  };
  cleanup.use(watchNodes({ plan, cluster, status, ...told }, ctx));
  const breaker = new Breaker({
    plan,
    cluster,
    agents: session.agents,
    kinds: lab.kinds.faults,
    resolve: (ref) => resolveRef(ref, session, lab.kinds),
  });
  // After the healing: a frozen node would keep its log, and us waiting.
  cleanup.defer(() => folder.keepLogs(plan, session, cleanupCtx(ctx, 10_000)));
  cleanup.defer(async () => {
    // Of a run that broke off: what a power switch of the lab switched off has no fault that heals it.
    await session.power?.restore(cleanupCtx(ctx)).catch((error: unknown) => {
      const text = `not everybody was switched on again: ${messageOf(error)} (halab heal ${cluster.name})`;
      ctx.progress({ task: "power", state: "note", text });
    });
    await breaker.healAll(cleanupCtx(ctx));
    if (options.upMs === undefined) await putBack(breaker, cleanupCtx(ctx, 20_000));
    await breaker[Symbol.asyncDispose]();
  });
  if (options.upMs === undefined) await forgetNeighbours(plan, session.agents, ctx);
  await playSteps({ ...options, plan, kinds: lab.kinds }, session, breaker, ctx);
  const report = grade(session.view, lab.kinds);
  folder.keepReport(report);
  await cleanup.disposeAsync();
  return { report, view: session.view };
}

/** Whoever goes on with the cluster finds it as it was. */
async function putBack(breaker: Breaker, ctx: Ctx): Promise<void> {
  for (const text of await breaker.putBack(ctx))
    ctx.progress({ task: "put-back", state: "note", text });
}

/** Marks the cluster as played on, and asks what it is. */
async function begin(
  options: OnOptions,
  cleanup: AsyncDisposableStack,
  ctx: Ctx,
): Promise<ClusterStatus> {
  const { lab, plan, cluster, folder, startNs } = options;
  try {
    cleanup.use(markPlaying(cluster.name, folder.dir));
    return await cluster.status(ctx);
  } catch (error) {
    const what = { t: startNs, lab: lab.name, provider: cluster.provider, plan };
    noteNotBegun(folder, what, error, ctx);
    throw error;
  }
}

async function playSteps(
  options: Pick<OnOptions, "plan" | "stopAtFail" | "lab" | "cluster"> & { readonly kinds: Kinds },
  session: Session,
  breaker: Breaker,
  ctx: Ctx,
): Promise<void> {
  const { plan, kinds, lab, cluster } = options;
  const load = new LoadWatch(machineMeter(ctx.clock), () => othersPlaying(cluster.name));
  const judged = (step: PlannedStep) => gradeStep(session.view, step, kinds);
  const { stopAtFail } = options;
  try {
    await runSteps({ plan, kinds, session, breaker, load, judged, stopAtFail }, ctx);
    session.emit({ kind: "end", t: session.now(), reason: "finished", text: "" });
  } catch (error) {
    const reason = ctx.signal.aborted ? "cancelled" : "broke-off";
    session.emit({ kind: "end", t: session.now(), reason, text: messageOf(error) });
    throw asHalabError(error, "BUG", `the run of ${lab.name} broke off`);
  }
}

/** What the nodes run on: `docker`, `qemu`, or both where each role got what it needs. */
function ranOn(cluster: Cluster, { nodes }: ClusterStatus): string {
  if (cluster.provider !== "auto") return cluster.provider;
  const has = (machine: string) => nodes.some((node) => node.machine === machine);
  return [...(has("container") ? ["docker"] : []), ...(has("vm") ? ["qemu"] : [])].join(" and ");
}

/** `owner-of vip` -> the node that owns it now. */
function resolveRef(ref: string, session: Session, kinds: Kinds): string {
  const match = /^(not-)?owner-of (.+)$/.exec(ref);
  const probe = match?.[2];
  if (probe === undefined) return ref;
  const { view, readers } = session;
  const owners = holdersOf(view, probe, kinds.probes, session.now());
  const [owner] = owners;
  const others = () => leadersOf(view, readers).find((node) => !owners.includes(node));
  const found = match?.[1] ? others() : owner;
  if (found !== undefined) return found;
  throw new HalabError("NODE_FAILED", `${match?.[1] ? "everybody" : "nobody"} owns ${probe}`);
}
