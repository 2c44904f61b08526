/** One run of a lab: cluster up, steps, cluster down; its folder holds all that was seen. */
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { arch, cpus, release, totalmem } from "node:os";
import { dirname, join } from "node:path";
import { asHalabError, HalabError, messageOf } from "../base/error.ts";
import { runsDir } from "../base/home.ts";
import { type Ctx, cleanupCtx } from "../base/time.ts";
import { halabVersion } from "../base/version.ts";
import type { Plan } from "../cluster/plan.ts";
import type { Cluster, ClusterStatus, Provider } from "../cluster/provider.ts";
import type { JournalEvent } from "../journal/events.ts";
import { JournalFile, readJournal } from "../journal/file.ts";
import { gradeView } from "../judge/grade.ts";
import type { Report } from "../judge/report.ts";
import { planOn } from "../kinds/probe.ts";
import type { Lab } from "../lab/lab.ts";
import { markStarting } from "../state/starting.ts";
import { Breaker } from "./breaker.ts";
import { runSteps } from "./runner.ts";
import { Session } from "./session.ts";

export interface PlayOptions {
  readonly lab: Lab;
  readonly plan: Plan;
  readonly provider: Provider;
  /** The cluster's name. */
  readonly name: string;
  /** Stop after the first step that does not pass. */
  readonly stopAtFail?: boolean | undefined;
  /** Leave the cluster there when the run is over. */
  readonly keep?: boolean | undefined;
}

export interface Played {
  readonly report: Report;
  readonly events: readonly JournalEvent[];
  readonly dir: string;
}

/** 20261121-214800-ab12: sorts by time, and two runs of one second differ. */
function newRunId(): string {
  const stamp = new Date().toISOString().replace(/[-:]/g, "").replace("T", "-").slice(0, 15);
  return `${stamp}-${randomBytes(2).toString("hex")}`;
}

/** What the nodes run on: `docker`, `qemu`, or both where each role got what it needs. */
function ranOn(cluster: Cluster, { nodes }: ClusterStatus): string {
  if (cluster.provider !== "auto") return cluster.provider;
  const has = (machine: string) => nodes.some((node) => node.machine === machine);
  return [...(has("container") ? ["docker"] : []), ...(has("vm") ? ["qemu"] : [])].join(" and ");
}

/** Plays every step. Whatever happens, the cluster is healed and removed, and the journal kept. */
export async function play(options: PlayOptions, ctx: Ctx): Promise<Played> {
  const { lab, provider, name } = options;
  let { plan } = options;
  const run = newRunId();
  const dir = join(runsDir(), `${run}-${lab.name}`);
  mkdirSync(dir, { recursive: true });
  using journal = new JournalFile(join(dir, "journal.ndjson"));
  const write = (event: JournalEvent) => journal.write(event);
  const keep = (path: string, text: string) => keepText(join(dir, path), text);
  const startNs = ctx.clock.nowNs();
  const header: JournalEvent = {
    kind: "run",
    t: startNs,
    schema: "halab/journal/1",
    run,
    lab: lab.name,
    provider: provider.name,
    halab: halabVersion(),
    wall: new Date().toISOString(),
    plan,
    host: hostFacts(),
  };
  keepFiles(dir, plan);
  await using cleanup = new AsyncDisposableStack();
  const judged = () => existsSync(join(dir, "report.json"));
  ctx.progress({ task: "cluster", state: "start", text: `starting ${plan.nodes.length} nodes` });
  let cluster: Cluster;
  try {
    using _ = markStarting(name);
    ({ cluster } = await provider.up(plan, { name, ephemeral: !options.keep }, ctx));
    // Not before: a cluster of that name that was there already is not ours to remove.
    if (!options.keep) cleanup.defer(() => takeDown(provider, name, judged, ctx));
  } catch (error) {
    ctx.progress({ task: "cluster", state: "fail", text: "the cluster did not start" });
    write(header);
    const reason = ctx.signal.aborted ? "cancelled" : "broke-off";
    write({ kind: "end", t: ctx.clock.nowNs(), reason, text: messageOf(error) });
    throw error;
  }
  const upMs = (ctx.clock.nowNs() - startNs) / 1e6;
  ctx.progress({
    task: "cluster",
    state: "done",
    text: `${plan.nodes.length} nodes up in ${(upMs / 1000).toFixed(1)} s`,
  });
  const status = await cluster.status(ctx);
  plan = planOn(plan, status);
  const session = new Session({ plan, kinds: lab.kinds, cluster, write, keep, ctx });
  cleanup.defer(() => session[Symbol.asyncDispose]());
  session.emit({ ...header, plan, provider: ranOn(cluster, status) });
  session.emit({ kind: "up", t: session.now(), tookMs: Math.round(upMs) });
  const breaker = new Breaker({
    plan,
    cluster,
    agents: session.agents,
    kinds: lab.kinds.faults,
    resolve: (ref) => resolveRef(ref, session),
  });
  // After the healing: a frozen node would keep its log, and us waiting.
  cleanup.defer(() => keepLogs(dir, plan, session, cleanupCtx(ctx, 10_000)));
  cleanup.defer(async () => {
    await breaker.healAll(cleanupCtx(ctx));
    await breaker[Symbol.asyncDispose]();
  });
  await playSteps({ ...options, plan }, session, breaker, ctx);
  const report = gradeView(session.view, lab.kinds.checks);
  writeFileSync(join(dir, "report.json"), `${JSON.stringify(report, null, 2)}\n`);
  await cleanup.disposeAsync();
  return { report, events: readJournal(join(dir, "journal.ndjson")), dir };
}

async function playSteps(
  options: PlayOptions,
  session: Session,
  breaker: Breaker,
  ctx: Ctx,
): Promise<void> {
  const { plan, lab } = options;
  const enough = (step: string): boolean => {
    if (!options.stopAtFail) return false;
    const graded = gradeView(session.view, lab.kinds.checks).steps.find((one) => one.id === step);
    return graded?.verdict !== "pass";
  };
  try {
    await runSteps({ plan, kinds: lab.kinds, session, breaker, enough }, ctx);
    session.emit({ kind: "end", t: session.now(), reason: "finished", text: "" });
  } catch (error) {
    const reason = ctx.signal.aborted ? "cancelled" : "broke-off";
    session.emit({ kind: "end", t: session.now(), reason, text: messageOf(error) });
    throw asHalabError(error, "BUG", `the run of ${lab.name} broke off`);
  }
}

/** What was measured stands, though the cluster could not be removed whole: that carries its labels. */
async function takeDown(
  provider: Provider,
  name: string,
  judged: () => boolean,
  ctx: Ctx,
): Promise<void> {
  ctx.progress({ task: "down", state: "start", text: "removing the cluster" });
  try {
    await provider.down(name, cleanupCtx(ctx, 60_000));
    ctx.progress({ task: "down", state: "done", text: "cluster removed" });
  } catch (error) {
    const cleanup = error instanceof HalabError && error.code === "CLEANUP_FAILED";
    if (!cleanup || !judged()) throw error;
    ctx.progress({ task: "down", state: "fail", text: `${error.message} (${error.hint})` });
  }
}

/** `owner-of vip` -> the node that owns it now. */
function resolveRef(ref: string, session: Session): string {
  const match = /^(not-)?owner-of (.+)$/.exec(ref);
  const probe = match?.[2];
  if (probe === undefined) return ref;
  const owners = session.view.owners.get(probe)?.at(session.now()) ?? [];
  const [owner] = owners;
  if (!match?.[1]) {
    if (owner === undefined)
      throw asHalabError(new Error(`nobody owns ${probe}`), "NODE_FAILED", ref);
    return owner;
  }
  // The others of the owner's kind: those whose timers were read too.
  const other = [...session.view.inForce].find(
    ([node, { vrrp, balancer }]) => !owners.includes(node) && (vrrp.length > 0 || balancer),
  )?.[0];
  if (other === undefined)
    throw asHalabError(new Error(`everybody owns ${probe}`), "NODE_FAILED", ref);
  return other;
}

function hostFacts(): Record<string, string> {
  return {
    kernel: release(),
    arch: arch(),
    cpus: `${cpus().length}`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    node: process.version,
  };
}

/** The configuration that the nodes were given. */
function keepFiles(dir: string, plan: Plan): void {
  for (const node of plan.nodes) {
    for (const file of node.files) {
      keepText(join(dir, "files", node.name, file.path), file.content);
    }
  }
}

function keepText(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** The nodes' own logs; a node that does not answer has none to give. */
async function keepLogs(dir: string, plan: Plan, session: Session, ctx: Ctx): Promise<void> {
  mkdirSync(join(dir, "logs"), { recursive: true });
  const script =
    'for file in /var/log/halab/*; do [ -f "$file" ] && echo "== $file" && tail -c 200000 "$file"; done; exit 0';
  await Promise.allSettled(
    plan.nodes.map(async (node) => {
      const agent = await session.agents.get(node.name, ctx);
      const { stdout } = await agent.run(["/bin/sh", "-c", script], ctx);
      writeFileSync(join(dir, "logs", `${node.name}.log`), stdout);
    }),
  );
}
