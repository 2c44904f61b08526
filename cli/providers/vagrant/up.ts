import { existsSync } from "node:fs";
import { join } from "node:path";
import { HalabError } from "../../core/error.ts";
import { stateDir } from "../../core/home.ts";
import { clusterFolder } from "../../core/keep.ts";
import { fingerprint, type Plan, type PlannedNode } from "../../core/plan.ts";
import { type Ctx, cleanupCtx } from "../../core/time.ts";
import type { UpOptions, UpResult } from "../provider.ts";
import { chooseBox } from "./box.ts";
import { VagrantCluster } from "./cluster.ts";
import { driverHere } from "./facts.ts";
import { type ClusterRecord, Folder, isAlive, type NodeRecord, recordOf } from "./folder.ts";
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
    if (options.ephemeral || there.lab !== plan.lab || !there.built) throw taken(options.name);
    const cluster = new VagrantCluster(folder, there);
    return { cluster, notes: await converge(cluster, there, plan, ctx) };
  }
  if (folder.exists()) {
    await remove(folder, ctx);
    notes.push(`removed what was left of an earlier ${options.name}`);
  } else if (existsSync(join(clusterFolder(options.name, stateDir()), "kept")))
    throw taken(options.name);
  return { cluster: await build(folder, plan, options, ctx), notes };
}

function taken(name: string): HalabError {
  return new HalabError("CONFLICT", `a cluster "${name}" is there already`, {
    hint: `halab down ${name}   (or give this one another name: --name NAME)`,
  });
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
  const { files, ...rest } = node;
  return {
    name: node.name,
    role: node.role,
    files: Object.fromEntries(
      files.map((file) => [file.path, fingerprint([file.mode, file.content])]),
    ),
    plan: fingerprint(rest),
    links: node.links.map(({ segment, address, mac }) => ({ segment, address, mac })),
  };
}

/** Starts what is off, says what differs from the lab as it is now, and touches nothing else. */
async function converge(
  cluster: VagrantCluster,
  record: ClusterRecord,
  plan: Plan,
  ctx: Ctx,
): Promise<string[]> {
  const notes: string[] = [];
  const before = new Map(record.nodes.map((node) => [node.name, node]));
  for (const node of plan.nodes) {
    const known = before.get(node.name);
    before.delete(node.name);
    if (!known) {
      notes.push(
        `${node.name} is in the lab but not in the cluster: halab down ${cluster.name}, then up`,
      );
      continue;
    }
    notes.push(...differences(known, nodeRecord(node)));
    const state = await cluster.state(node.name, ctx);
    if (state === "off") {
      await cluster.powerOn(node.name, ctx);
      notes.push(`${node.name} was off: started`);
    } else if (state === "frozen") {
      notes.push(`${node.name} is frozen: halab heal ${cluster.name}`);
    }
  }
  for (const name of before.keys())
    notes.push(`${name} is in the cluster but not in the lab any more`);
  return notes;
}

function differences(before: NodeRecord, now: NodeRecord): string[] {
  const paths = new Set([...Object.keys(before.files), ...Object.keys(now.files)]);
  const notes = [...paths]
    .filter((path) => before.files[path] !== now.files[path])
    .map((path) => `${now.name}: ${path} differs from the lab's (kept as it is)`);
  if (before.plan !== now.plan)
    notes.push(
      `${now.name}: its addresses, services or limits differ from the lab's (kept as they are)`,
    );
  return notes;
}
