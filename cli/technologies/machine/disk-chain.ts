/** What several measures need. */
import { z } from "zod";
import { HalabError } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";
import type { NodeAgent } from "../../core/cluster/provider.ts";
import { must } from "../../core/kinds/fault-tools.ts";
import type { MeasureEnv } from "../../core/kinds/measure.ts";

/** The container of a node: of a VM, the one that its QEMU runs in. */
export async function caseOf(env: MeasureEnv, node: string, ctx: Ctx): Promise<NodeAgent> {
  return (await env.machine(node, ctx)) ?? (await env.agent(node, ctx));
}

/** A command's output as a number; throws NODE_FAILED when it is none. */
export async function numberFrom(
  agent: NodeAgent,
  argv: readonly string[],
  ctx: Ctx,
): Promise<number> {
  const [value = Number.NaN] = await numbersFrom(agent, argv, 1, ctx);
  return value;
}

/** The same of one that prints so many. */
export async function numbersFrom(
  agent: NodeAgent,
  argv: readonly string[],
  count: number,
  ctx: Ctx,
): Promise<number[]> {
  const text = (await must(agent, argv, ctx)).trim();
  const all = text.split(/\s+/).map(Number);
  if (text !== "" && all.length === count && all.every(Number.isFinite)) return all;
  throw new HalabError("NODE_FAILED", `\`${argv.join(" ")}\` on ${agent.node} said "${text}"`);
}

/** What bash's `times` says of itself and of its children: two lines of "0m0.003s 0m0.001s". */
export function cpuSeconds(times: string): number {
  const all = [...times.matchAll(/(\d+)m(\d+\.\d+)s/g)];
  if (all.length !== 4) throw new HalabError("NODE_FAILED", `bash's times said "${times.trim()}"`);
  return all.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
}

const image = z.object({
  filename: z.string(),
  "virtual-size": z.number(),
  "actual-size": z.number(),
});
export type DiskImage = z.infer<typeof image>;

/** Where the launcher of a VM keeps what its guest has written. */
const overlay = "/var/lib/halab-vm/disk.qcow2";

/** The files that a VM's disk is made of: its own overlay first, the base that all share last. */
export async function diskChain(machine: NodeAgent, ctx: Ctx): Promise<[DiskImage, DiskImage]> {
  const argv = ["qemu-img", "info", "-U", "--backing-chain", "--output=json", overlay];
  const chain = z.array(image).parse(JSON.parse(await must(machine, argv, ctx)));
  const [own, base] = [chain[0], chain.at(-1)];
  if (own && base) return [own, base];
  throw new HalabError("NODE_FAILED", `${machine.node} has no disk`);
}
