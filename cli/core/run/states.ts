/** What the nodes of a cluster say of themselves, for who asks why something does not work. */
import { type Ctx, withDeadline } from "../base/time.ts";
import type { Agents } from "../cluster/agents.ts";
import { readNodeState } from "../cluster/node-state.ts";

/** A sane node needs a tenth of a second, on a busy machine some seconds; nobody's run waits for another one. */
const longestMs = 10_000;

/** By node; one that does not answer in time has said nothing. */
export async function statesOf(
  nodes: readonly string[],
  agents: Agents,
  ctx: Ctx,
): Promise<ReadonlyMap<string, string>> {
  const states = new Map<string, string>();
  const ask = (node: string) =>
    withDeadline(`the state of ${node}`, longestMs, ctx, async (inner) => {
      states.set(node, await readNodeState(await agents.get(node, inner), inner));
    });
  await Promise.allSettled(nodes.map(ask));
  ctx.signal.throwIfAborted();
  return states;
}
