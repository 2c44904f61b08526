/** The power of nodes, for the faults that take it away: all of those on one supply at one moment. */
import type { Ctx } from "../../core/base/time.ts";
import type { PowerState } from "../../core/cluster/provider.ts";
import type { FaultEnv, Seen } from "../../core/kinds/fault.ts";
import { seenAtAll } from "../../core/kinds/fault-tools.ts";

export interface Supplied {
  readonly nodes: readonly string[];
  /** Their cables' other ends, at the switch. */
  readonly ports: readonly string[];
}

/**
 * Gives the moment at which they fell silent (CLOCK_MONOTONIC, ns). The cables go first: a container's kernel outlives its
 * processes and would close their connections politely, and lost power says nothing.
 */
export async function cutPower(
  { nodes, ports }: Supplied,
  env: FaultEnv,
  ctx: Ctx,
): Promise<number> {
  const { agent, plug } = await env.switch(ctx);
  await Promise.all(ports.map((port) => agent.run(plug(port, "down"), ctx)));
  const atNs = ctx.clock.nowNs();
  await Promise.all(nodes.map((node) => env.cluster.powerOff(node, ctx)));
  return atNs;
}

/** To all at once: whoever waits for the others as it starts finds them. What becomes of each is known before this fails. */
export async function givePower(nodes: readonly string[], env: FaultEnv, ctx: Ctx): Promise<void> {
  const all = await Promise.allSettled(nodes.map((node) => env.cluster.powerOn(node, ctx)));
  const failed = all.find((one) => one.status === "rejected");
  if (failed) throw failed.reason;
}

/** Are all of them in that state? */
export async function lookAtPower(
  nodes: readonly string[],
  wanted: PowerState,
  env: FaultEnv,
  ctx: Ctx,
): Promise<Seen> {
  const lookAt = async (node: string) => {
    const state = await env.cluster.state(node, ctx);
    return { ok: state === wanted, what: `${node} is ${state}` };
  };
  return seenAtAll(await Promise.all(nodes.map(lookAt)));
}
