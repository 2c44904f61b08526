import { z } from "zod";
import type { FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { seenAtAll } from "../../../core/kinds/fault-tools.ts";
import { nodeRefs } from "../../../core/kinds/values.ts";
import { furthestOf, isPrimary, promote } from "../standing.ts";

const schema = z.strictObject({
  fault: z.literal("promote"),
  nodes: nodeRefs.describe("Standbys: the one that has received most becomes the primary."),
});

interface PromoteUndo extends Undo {
  readonly kind: "promote";
  readonly node: string;
}

export const kind: FaultKind<z.infer<typeof schema>, PromoteUndo> = {
  kind: "promote",
  about:
    "A standby of PostgreSQL is made the primary, as an operator does it: of several the one that has received most. There is nothing to heal.",
  schema,
  args: ["nodes"],
  async prepare(spec, env, ctx) {
    const { node } = await furthestOf(spec.nodes.map(env.resolve), env, ctx);
    return { title: `promote ${node}`, nodes: [node], undo: { kind: "promote", node } };
  },
  async inject({ node }, env, ctx) {
    const atNs = ctx.clock.nowNs();
    await promote(node, env, ctx);
    return atNs;
  },
  verify: async ({ node }, env, ctx) => seenAtAll([await isPrimary(node, env, ctx)]),
};
