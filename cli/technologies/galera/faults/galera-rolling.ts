import { z } from "zod";
import type { FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { seenAtAll } from "../../../core/kinds/fault-tools.ts";
import { nodeRefs } from "../../../core/kinds/values.ts";
import { isSynced, started, stopped } from "../members.ts";

const schema = z.strictObject({
  fault: z.literal("galera-rolling"),
  nodes: nodeRefs.describe("Members, in the order in which they are restarted."),
});

interface RollingUndo extends Undo {
  readonly kind: "galera-rolling";
  readonly nodes: readonly string[];
}

export const kind: FaultKind<z.infer<typeof schema>, RollingUndo> = {
  kind: "galera-rolling",
  about:
    "Members of Galera are restarted one after the other, as for a new version: the next one only when the last one is Synced again. There is nothing to heal.",
  schema,
  args: ["nodes"],
  async prepare(spec, env) {
    const nodes = [...new Set(spec.nodes.map(env.resolve))];
    return {
      title: `restart ${nodes.join(", then ")}`,
      nodes,
      undo: { kind: "galera-rolling", nodes },
    };
  },
  async inject({ nodes }, env, ctx) {
    const atNs = ctx.clock.nowNs();
    for (const node of nodes) {
      await stopped(node, env, ctx);
      await started(node, env, ctx);
    }
    return atNs;
  },
  verify: async ({ nodes }, env, ctx) =>
    seenAtAll(await Promise.all(nodes.map((node) => isSynced(node, env, ctx)))),
};
