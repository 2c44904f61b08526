import type { Ctx } from "../../base/time.ts";
import type { Cluster, PowerState } from "../../cluster/provider.ts";

/** The engine needs a moment to see that a node ended. */
const deadlineNs = 2e9;

/** What becomes of a node whose processes, or the way to it, have just gone; nobody asks once it is `closed`. */
export async function goingOff(
  cluster: Pick<Cluster, "state">,
  node: string,
  closed: () => boolean,
  ctx: Ctx,
): Promise<PowerState> {
  const untilNs = ctx.clock.nowNs() + deadlineNs;
  for (;;) {
    const state = closed() ? "off" : await cluster.state(node, ctx);
    if (state === "off" || ctx.clock.nowNs() >= untilNs) return state;
    await ctx.clock.wait(50, ctx.signal);
  }
}
