import { z } from "zod";
import type { FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { portsOf } from "../../../core/kinds/fault-tools.ts";
import { nodeRefs } from "../../../core/kinds/values.ts";
import { cutPower, givePower, lookAtPower } from "../power.ts";

const schema = z.strictObject({
  fault: z.literal("rack-off"),
  nodes: nodeRefs.describe("The nodes of one rack; on the command line with commas between them."),
});

interface RackUndo extends Undo {
  readonly kind: "rack-off";
  readonly nodes: readonly string[];
  readonly ports: readonly string[];
}

export const kind: FaultKind<z.infer<typeof schema>, RackUndo> = {
  kind: "rack-off",
  about:
    "All nodes of a rack lose their power at the same moment: none of them can say anything to another. Healing gives it back to all at once.",
  schema,
  args: ["nodes"],
  async prepare(spec, env, ctx) {
    const nodes = [...new Set(spec.nodes.map(env.resolve))];
    const ports = (await portsOf(env, nodes, ctx)).map(({ port }) => port);
    return {
      title: `rack-off ${nodes.join(", ")}`,
      nodes,
      undo: { kind: "rack-off", nodes, ports },
    };
  },
  inject: (undo, env, ctx) => cutPower(undo, env, ctx),
  verify: ({ nodes }, env, ctx) => lookAtPower(nodes, "off", env, ctx),
  heal: ({ nodes }, env, ctx) => givePower(nodes, env, ctx),
  verifyHealed: ({ nodes }, env, ctx) => lookAtPower(nodes, "running", env, ctx),
};
