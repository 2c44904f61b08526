/** What faults of a VM's hardware share: they are made by its QEMU, which its guest cannot see. */
import { z } from "zod";
import { HalabError } from "../base/error.ts";
import type { Ctx } from "../base/time.ts";
import type { NodeAgent } from "../cluster/provider.ts";
import type { FaultEnv } from "./fault.ts";
import { must } from "./fault-tools.ts";

/** One command of QEMU's machine protocol (QEMU QMP Reference Manual). */
export interface QmpCommand {
  readonly execute: string;
  readonly arguments?: Readonly<Record<string, unknown>>;
}

const replySchema = z.union([
  z.object({ return: z.unknown() }),
  z.object({ error: z.object({ desc: z.string() }) }),
]);

/** The way to the hardware of a node; throws USAGE when it is a container, which has no such part. */
export async function requireMachine(
  env: FaultEnv,
  node: string,
  part: string,
  ctx: Ctx,
): Promise<NodeAgent> {
  const machine = await env.machine(node, ctx);
  if (machine) return machine;
  throw new HalabError("USAGE", `${node} is a container: only a VM has ${part}`, {
    hint: "give its role `machine: vm` in lab.yaml",
  });
}

export function requireDisk(env: FaultEnv, node: string, ctx: Ctx): Promise<NodeAgent> {
  return requireMachine(env, node, "a disk of its own", ctx);
}

/** What a machine's container has to run for these commands, one after the other. */
export function qmpArgv(commands: readonly QmpCommand[]): string[] {
  return ["halab-vm", "qmp", ...commands.map((command) => JSON.stringify(command))];
}

/** Gives commands to a machine's QEMU; what each returned. Throws NODE_FAILED at the first error. */
export async function qmp(
  machine: NodeAgent,
  commands: readonly QmpCommand[],
  ctx: Ctx,
): Promise<readonly unknown[]> {
  const { exitCode, stdout, stderr } = await machine.run(qmpArgv(commands), ctx);
  const lines = stdout.split("\n").filter((line) => line.trim() !== "");
  const replies = lines.map((line) => replySchema.parse(JSON.parse(line)));
  const returned = replies.flatMap((reply) => ("return" in reply ? [reply.return] : []));
  const last = replies.at(-1);
  if (last && "error" in last) {
    const command = commands[returned.length]?.execute;
    throw new HalabError("NODE_FAILED", `the QEMU of ${machine.node} refused ${command}`, {
      details: [last.error.desc],
    });
  }
  if (exitCode === 0 && returned.length === commands.length) return returned;
  throw new HalabError("NODE_FAILED", `the QEMU of ${machine.node} did not answer`, {
    details: [stderr.trim()].filter(Boolean),
  });
}

/**
 * A node that is off has lost such a fault with its power and starts without it: nothing is left to
 * heal.
 */
export async function isOff(env: FaultEnv, node: string, ctx: Ctx): Promise<boolean> {
  return (await env.cluster.state(node, ctx)) === "off";
}

/**
 * A node's devices by segment, in the order of its cables; asked of a VM's machine, they are the
 * container's, in the same order.
 */
export async function linksOf(
  agent: NodeAgent,
  ctx: Ctx,
): Promise<readonly { readonly segment: string; readonly device: string }[]> {
  const text = await must(agent, ["cat", "/run/halab/links"], ctx);
  return text.split("\n").flatMap((line) => {
    const [segment, device] = line.trim().split(/\s+/);
    return segment && device ? [{ segment, device }] : [];
  });
}

export function notOn(node: string, segment: string): HalabError {
  return new HalabError("USAGE", `${node} has no interface on ${segment}`, { hint: "halab ps" });
}

const blockNode = z.object({
  "node-name": z.string().optional(),
  get parent() {
    return blockNode.optional();
  },
});
const failures = z.object({ failed_rd_operations: z.number(), failed_wr_operations: z.number() });
const blockStats = z.array(blockNode.extend({ stats: failures }));

/** The guest's root disk, as the launcher of a VM names it. */
export const rootDisk = { top: "disk0", image: "qcow0", throttle: "tg0" } as const;

/** What a guest's reads and writes of its disk go through, and how many failed since its power-on. */
export async function diskPath(
  machine: NodeAgent,
  ctx: Ctx,
): Promise<{ readonly nodes: readonly string[]; readonly failed: number }> {
  const [returned] = await qmp(machine, [{ execute: "query-blockstats" }], ctx);
  const disk = blockStats.parse(returned).find((one) => one["node-name"] === rootDisk.top);
  const nodes: string[] = [];
  let node: z.infer<typeof blockNode> | undefined = disk;
  for (; node; node = node.parent) if (node["node-name"]) nodes.push(node["node-name"]);
  const { failed_rd_operations: reads = 0, failed_wr_operations: writes = 0 } = disk?.stats ?? {};
  return { nodes, failed: reads + writes };
}
