import { z } from "zod";
import type { Ctx } from "../../../core/base/time.ts";
import type { FaultEnv, FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { portsOf, seenAtAll } from "../../../core/kinds/fault-tools.ts";
import { nodeRefs } from "../../../core/kinds/values.ts";

const schema = z.strictObject({
  fault: z.literal("rack-off"),
  nodes: nodeRefs.describe("The nodes of one rack; on the command line with commas between them."),
});

interface RackUndo extends Undo {
  readonly kind: "rack-off";
  readonly nodes: readonly string[];
  readonly ports: readonly string[];
}

/** Are all of them in that state? */
async function look(undo: RackUndo, wanted: string, env: FaultEnv, ctx: Ctx) {
  const lookAt = async (node: string) => {
    const state = await env.cluster.state(node, ctx);
    return { ok: state === wanted, what: `${node} is ${state}` };
  };
  return seenAtAll(await Promise.all(undo.nodes.map(lookAt)));
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
  // The cables first: a container's kernel lives on, and would close connections politely.
  async inject({ nodes, ports }, env, ctx) {
    const { agent, plug } = await env.switch(ctx);
    await Promise.all(ports.map((port) => agent.run(plug(port, "down"), ctx)));
    const atNs = ctx.clock.nowNs();
    await Promise.all(nodes.map((node) => env.cluster.powerOff(node, ctx)));
    return atNs;
  },
  verify: (undo, env, ctx) => look(undo, "off", env, ctx),
  // Whoever waits for the others as it starts finds them. What becomes of each is known before anybody looks at them.
  async heal({ nodes }, env, ctx) {
    const all = await Promise.allSettled(nodes.map((node) => env.cluster.powerOn(node, ctx)));
    const failed = all.find((one) => one.status === "rejected");
    if (failed) throw failed.reason;
  },
  verifyHealed: (undo, env, ctx) => look(undo, "running", env, ctx),
};
