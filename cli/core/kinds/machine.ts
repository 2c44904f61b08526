import { z } from "zod";
import { HalabError } from "../base/error.ts";
import type { Ctx } from "../base/time.ts";
import { must } from "../cluster/commands.ts";
import type { NodeAgent } from "../cluster/provider.ts";
import type { FaultEnv } from "./fault.ts";
import type { MeasureEnv } from "./measure.ts";

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

/** The container of a node: of a VM, the one that its QEMU runs in. */
export async function caseOf(env: MeasureEnv, node: string, ctx: Ctx): Promise<NodeAgent> {
  return (await env.machine(node, ctx)) ?? (await env.agent(node, ctx));
}
