import { z } from "zod";
import { HalabError } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";
import { must } from "../../core/cluster/commands.ts";
import type { NodeAgent } from "../../core/cluster/provider.ts";

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
