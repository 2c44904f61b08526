import { z } from "zod";
import { HalabError } from "../../../core/base/error.ts";
import type { FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { seenAtAll } from "../../../core/kinds/fault-tools.ts";
import { duration, nodeName, nodeRefs } from "../../../core/kinds/values.ts";
import { begunWith, chosenOf, isStopped, isSynced, started, stopped } from "../members.ts";

const schema = z.strictObject({
  fault: z.literal("galera-stop"),
  nodes: nodeRefs.describe("All members, in the order in which they are stopped."),
  pause: duration.prefault("500ms").describe("From one to the next; clients write meanwhile."),
  "begin-with": nodeName
    .optional()
    .describe("Healing begins with this one; default: with whom galera-choose on the nodes names."),
});

interface StopUndo extends Undo {
  readonly kind: "galera-stop";
  readonly nodes: readonly string[];
  readonly pauseMs: number;
  readonly first: string | null;
}

export const kind: FaultKind<z.infer<typeof schema>, StopUndo> = {
  kind: "galera-stop",
  about:
    "All members of Galera are stopped in good order, one after the other, so each has less than the next. Healing begins the cluster anew with one of them, and the others join it: whatever that one has not is gone.",
  schema,
  args: ["nodes"],
  async prepare(spec, env) {
    const nodes = [...new Set(spec.nodes.map(env.resolve))];
    const first = spec["begin-with"] ?? null;
    if (first !== null && !nodes.includes(first))
      throw new HalabError("USAGE", `${first} is none of ${nodes.join(", ")}`);
    const undo: StopUndo = { kind: "galera-stop", nodes, pauseMs: spec.pause, first };
    return { title: `stop ${nodes.join(", then ")}`, nodes, undo };
  },
  // Those that stay are whole until the last one has ended: the clock begins there.
  async inject({ nodes, pauseMs }, env, ctx) {
    for (const node of nodes) {
      if (node !== nodes[0]) await ctx.clock.wait(pauseMs, ctx.signal);
      await stopped(node, env, ctx);
    }
    return undefined;
  },
  verify: async ({ nodes }, env, ctx) =>
    seenAtAll(await Promise.all(nodes.map((node) => isStopped(node, env, ctx)))),
  async heal({ nodes, first }, env, ctx) {
    const states = await Promise.all(nodes.map((node) => isStopped(node, env, ctx)));
    const down = nodes.filter((_, index) => states[index]?.ok);
    // Somebody has begun already: there is a cluster to join.
    if (down.length < nodes.length) {
      await Promise.all(down.map((node) => started(node, env, ctx)));
      return;
    }
    const begin = first ?? (await chosenOf(nodes, env, ctx));
    const others = nodes.filter((node) => node !== begin);
    await begunWith(begin, others, env, ctx);
  },
  verifyHealed: async ({ nodes }, env, ctx) =>
    seenAtAll(await Promise.all(nodes.map((node) => isSynced(node, env, ctx)))),
};
