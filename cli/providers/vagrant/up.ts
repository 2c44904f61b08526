import { existsSync } from "node:fs";
import { join } from "node:path";
import { stateDir } from "../../core/home.ts";
import { clusterFolder } from "../../core/keep.ts";
import type { Plan, PlannedNode } from "../../core/plan.ts";
import { type Ctx, cleanupCtx } from "../../core/time.ts";
import { clusterTaken, converge, givenOf } from "../converge.ts";
import type { UpOptions, UpResult } from "../provider.ts";
import { chooseBox } from "./box.ts";
import { VagrantCluster } from "./cluster.ts";
import { driverHere } from "./facts.ts";
import { Folder, isAlive, type NodeRecord, recordOf } from "./folder.ts";
import { requireFree } from "./hypervisor.ts";
import { type Said, spoken } from "./machine-readable.ts";
import { startNode } from "./node-start.ts";
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
    const said = await makeMachines(folder, plan, ctx);
    const cluster = new VagrantCluster(folder, record);
    const names = plan.nodes.map((node) => node.name);
    if (!cluster.ways.overheard(said, names)) await cluster.ways.learn(ctx);
    await startNodes(cluster, plan, ctx);
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

/** What Vagrant says of each machine is our progress. */
async function makeMachines(folder: Folder, plan: Plan, ctx: Ctx): Promise<readonly Said[]> {
  const task = (machine: string) => `machine ${machine}`;
  for (const { name } of plan.nodes)
    ctx.progress({ task: task(name), state: "start", text: `starting the machine of ${name}` });
  const names = new Set(plan.nodes.map((node) => node.name));
  const { said } = await vagrant(
    ["up", "--machine-readable", "--destroy-on-error"],
    {
      folder,
      doing: "starting the machines",
      onSaid: (one) => {
        const text = spoken(one);
        if (text !== undefined && names.has(one.machine))
          ctx.progress({ task: task(one.machine), state: "note", text });
      },
    },
    ctx,
  );
  for (const { name } of plan.nodes)
    ctx.progress({ task: task(name), state: "done", text: `the machine of ${name}` });
  return said;
}

async function startNodes(cluster: VagrantCluster, plan: Plan, ctx: Ctx): Promise<void> {
  const stop = new AbortController();
  const inner = { ...ctx, signal: AbortSignal.any([ctx.signal, stop.signal]) };
  const results = await Promise.allSettled(
    plan.nodes.map(async (node) => {
      const task = `node ${node.name}`;
      ctx.progress({ task, state: "start", text: `starting ${node.name}` });
      try {
        await startNode(cluster.ways, plan, node, inner);
        const services = node.services.length > 0 ? ` (${node.services.join(", ")})` : "";
        ctx.progress({ task, state: "done", text: `${node.name}${services}` });
      } catch (error) {
        // Broken off because another node failed is not news.
        if (!stop.signal.aborted)
          ctx.progress({ task, state: "fail", text: `${node.name} did not come up` });
        stop.abort(error);
      }
    }),
  );
  ctx.signal.throwIfAborted();
  if (stop.signal.aborted) throw stop.signal.reason;
  const failed = results.find((result) => result.status === "rejected");
  if (failed) throw failed.reason;
}

function nodeRecord(node: PlannedNode): NodeRecord {
  return {
    name: node.name,
    role: node.role,
    ...givenOf(node),
    links: node.links.map(({ segment, address, mac }) => ({ segment, address, mac })),
  };
}
