import { existsSync } from "node:fs";
import { join } from "node:path";
import { stateDir } from "../../core/base/home.ts";
import { type Ctx, cleanupCtx } from "../../core/base/time.ts";
import { makeIdentities } from "../../core/cluster/identity.ts";
import type { Plan, PlannedNode } from "../../core/cluster/plan.ts";
import type { UpOptions, UpResult } from "../../core/cluster/provider.ts";
import { clusterFolder } from "../../core/state/kept.ts";
import { clusterTaken, converge, givenOf } from "../converge.ts";
import { chooseBox } from "./box.ts";
import { VagrantCluster } from "./cluster.ts";
import { driverHere } from "./driver.ts";
import { Folder, isAlive, type NodeRecord, recordOf } from "./folder.ts";
import { requireFree } from "./hypervisor.ts";
import { isUp, type Said, spoken } from "./machine-readable.ts";
import { type Starting, startNode } from "./node-start.ts";
import { machinePrefix, vagrantPlan } from "./plan-file.ts";
import { remove } from "./remove.ts";
import { vagrant } from "./vagrant.ts";

/** All or nothing; on a cluster that runs already it converges. */
export async function up(plan: Plan, options: UpOptions, ctx: Ctx): Promise<UpResult> {
  ctx.signal.throwIfAborted();
  const folder = new Folder(options.name);
  const there = folder.read();
  const notes: string[] = [];
  if (there && isAlive(there)) {
    if (options.ephemeral || there.lab !== plan.lab || !there.built)
      throw clusterTaken(options.name);
    const cluster = new VagrantCluster(folder, there);
    const given = new Map(there.nodes.map((node) => [node.name, node]));
    return { cluster, notes: await converge(cluster, plan, given, ctx) };
  }
  if (!there && folder.isBegun()) throw clusterTaken(options.name);
  if (folder.exists()) {
    await remove(folder, ctx);
    notes.push(`removed what was left of an earlier ${options.name}`);
  } else if (existsSync(join(clusterFolder(options.name, stateDir()), "kept")))
    throw clusterTaken(options.name);
  return { cluster: await build(folder, plan, options, ctx), notes };
}

async function build(
  folder: Folder,
  plan: Plan,
  options: UpOptions,
  ctx: Ctx,
): Promise<VagrantCluster> {
  await requireFree(machinePrefix(options.name), ctx);
  const box = chooseBox();
  const driver = await driverHere(ctx);
  folder.create(vagrantPlan(plan, options.name, { box, ...(driver ? { driver } : {}) }));
  const record = recordOf(plan, box, options.ephemeral ? "run" : "up", plan.nodes.map(nodeRecord));
  folder.write(record);
  try {
    await makeNodes(new VagrantCluster(folder, record), folder, plan, ctx);
    folder.write({ ...record, built: true });
    return new VagrantCluster(folder, { ...record, built: true });
  } catch (error) {
    await remove(folder, cleanupCtx(ctx)).catch((cleanup: unknown) => {
      throw new SuppressedError(
        cleanup,
        error,
        `cleaning up after a failed start of ${options.name}`,
      );
    });
    throw error;
  }
}

/** Machines come up side by side, and each is made a node as soon as Vagrant is done with it. */
async function makeNodes(
  { ways }: VagrantCluster,
  folder: Folder,
  plan: Plan,
  outer: Ctx,
): Promise<void> {
  const stop = new AbortController();
  const ctx = { ...outer, signal: AbortSignal.any([outer.signal, stop.signal]) };
  const said: Said[] = [];
  const starting = new Map<string, Promise<void>>();
  const identity = makeIdentities(plan);
  const start = (node: PlannedNode) => {
    // The first error is the one to tell; it stops the others, and Vagrant.
    const started = startOne({ ways, plan, identity }, node, ctx).catch((error: unknown) =>
      stop.abort(error),
    );
    starting.set(node.name, started);
  };
  try {
    await makeMachines(folder, plan, ctx, (one) => {
      said.push(one);
      const node = plan.nodes.find(({ name }) => name === one.machine);
      if (node && isUp(one) && !starting.has(node.name) && ways.overheard(said, node.name))
        start(node);
    });
    const others = plan.nodes.filter(({ name }) => !starting.has(name));
    if (others.length > 0) await ways.learn(ctx);
    for (const node of others) start(node);
  } catch (error) {
    stop.abort(error);
  }
  await Promise.all(starting.values());
  outer.signal.throwIfAborted();
  if (stop.signal.aborted) throw stop.signal.reason;
}

/** What Vagrant says of each machine is our progress. */
async function makeMachines(
  folder: Folder,
  plan: Plan,
  ctx: Ctx,
  heard: (said: Said) => void,
): Promise<void> {
  const task = (machine: string) => `machine ${machine}`;
  for (const { name } of plan.nodes)
    ctx.progress({ task: task(name), state: "start", text: `starting the machine of ${name}` });
  const names = new Set(plan.nodes.map((node) => node.name));
  const onSaid = (one: Said) => {
    const text = spoken(one);
    const { machine } = one;
    if (!names.has(machine)) return;
    if (text !== undefined) ctx.progress({ task: task(machine), state: "note", text });
    if (isUp(one))
      ctx.progress({ task: task(machine), state: "done", text: `the machine of ${machine}` });
    heard(one);
  };
  const args = ["up", "--machine-readable", "--destroy-on-error"];
  await vagrant(args, { folder, doing: "starting the machines", onSaid }, ctx);
}

async function startOne(given: Starting, node: PlannedNode, ctx: Ctx): Promise<void> {
  const task = `node ${node.name}`;
  ctx.progress({ task, state: "start", text: `starting ${node.name}` });
  try {
    await startNode(given, node, ctx);
    const services = node.services.length > 0 ? ` (${node.services.join(", ")})` : "";
    ctx.progress({ task, state: "done", text: `${node.name}${services}` });
  } catch (error) {
    // Broken off because another node failed is not news.
    if (!ctx.signal.aborted)
      ctx.progress({ task, state: "fail", text: `${node.name} did not come up` });
    throw error;
  }
}

function nodeRecord(node: PlannedNode): NodeRecord {
  return {
    name: node.name,
    role: node.role,
    ...givenOf(node),
    links: node.links.map(({ segment, address, mac }) => ({ segment, address, mac })),
  };
}
