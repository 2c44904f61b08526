/** Asks all nodes of a running cluster about each other: clocks, programs, ways. */
import { messageOf } from "../../base/error.ts";
import { type Ctx, withDeadline } from "../../base/time.ts";
import type { Agents } from "../../cluster/agents.ts";
import { type Asked, askNode, type NodeAnswers } from "../../cluster/asked.ts";
import type { Plan } from "../../cluster/plan.ts";
import type { NodeStatus } from "../../cluster/provider.ts";

/** A daemon's checker may take seconds on a busy machine; nobody waits longer for a node that says nothing. */
const longestMs = 30_000;

/** Harmless: some pings, and what each daemon's own checker says of its files. */
export async function askAll(
  { plan, nodes, agents }: { plan: Plan; nodes: readonly NodeStatus[]; agents: Agents },
  ctx: Ctx,
): Promise<Asked> {
  const answers = new Map<string, NodeAnswers>();
  const silent = new Map<string, string>();
  const running = nodes.filter(({ state }) => state === "running").map(({ name }) => name);
  for (const { name, state } of nodes) if (state !== "running") silent.set(name, state);
  const known = new Set(nodes.map(({ name }) => name));
  for (const { name } of plan.nodes) if (!known.has(name)) silent.set(name, "not there");
  await Promise.all(
    running.map(async (name) => {
      try {
        const answer = await withDeadline(`answers of ${name}`, longestMs, ctx, async (inner) =>
          askNode(await agents.get(name, inner), { plan, others: running }, inner),
        );
        answers.set(name, answer);
      } catch (error) {
        ctx.signal.throwIfAborted();
        silent.set(name, messageOf(error));
      }
    }),
  );
  return { answers, silent };
}
