import { z } from "zod";
import { must } from "../../../core/cluster/commands.ts";
import type { FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { seen } from "../../../core/kinds/fault-tools.ts";
import { nodeRef } from "../../../core/kinds/values.ts";
import { clearArgv, isMoved, resourceName } from "../tools.ts";

const schema = z.strictObject({
  fault: z.literal("clear"),
  resource: resourceName.describe("What was moved."),
  node: nodeRef.describe("Where the administrator types it."),
});

interface ClearUndo extends Undo {
  readonly kind: "clear";
  readonly resource: string;
  readonly node: string;
}

export const kind: FaultKind<z.infer<typeof schema>, ClearUndo> = {
  kind: "clear",
  about:
    "The administrator takes away what a move of a resource of Pacemaker's left behind (`crm_resource --clear`): it may go home again. There is nothing to heal.",
  closes: "move",
  schema,
  args: ["resource", "node"],
  async prepare(spec, env) {
    const node = env.resolve(spec.node);
    const undo: ClearUndo = { kind: "clear", resource: spec.resource, node };
    return { title: `clear ${spec.resource}`, nodes: [node], undo };
  },
  async inject({ resource, node }, env, ctx) {
    const agent = await env.agent(node, ctx);
    const atNs = ctx.clock.nowNs();
    await must(agent, clearArgv(resource), ctx);
    return atNs;
  },
  async verify({ resource, node }, env, ctx) {
    const is = await isMoved(await env.agent(node, ctx), resource, ctx);
    return seen(!is, `cli-prefer-${resource} is ${is ? "still" : "no more"} in the CIB`);
  },
};
