import { z } from "zod";
import { nodeFailed } from "../../../core/base/error.ts";
import type { Ctx } from "../../../core/base/time.ts";
import type { FaultEnv, FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { seen } from "../../../core/kinds/fault-tools.ts";
import { nodeRef } from "../../../core/kinds/values.ts";

const schema = z.strictObject({
  fault: z.literal("guest-start"),
  beside: nodeRef.describe("The hypervisor that runs the guest; it is started on another one."),
});

interface StartUndo extends Undo {
  readonly kind: "guest-start";
  /** Where it is started, and where it runs. */
  readonly node: string;
  readonly beside: string;
}

const tool = "halab-guest";

async function runsOn(node: string, env: FaultEnv, ctx: Ctx): Promise<boolean> {
  if ((await env.cluster.state(node, ctx)) !== "running") return false;
  const { stdout } = await (await env.agent(node, ctx)).run([tool, "status"], ctx);
  return stdout.startsWith("running");
}

/** What the hypervisor's tool noted last, without the time before it. */
async function lastNote(node: string, env: FaultEnv, ctx: Ctx): Promise<string> {
  const argv = ["tail", "-n", "1", "/var/log/halab/guest"];
  const { stdout } = await (await env.agent(node, ctx)).run(argv, ctx);
  return stdout.trim().replace(/^[\d:]+ /, "");
}

/** It is on the node that it was started on, and still where it was. */
async function runsTwice({ node, beside }: StartUndo, env: FaultEnv, ctx: Ctx): Promise<boolean> {
  return (await runsOn(node, env, ctx)) && (await runsOn(beside, env, ctx));
}

export const kind: FaultKind<z.infer<typeof schema>, StartUndo> = {
  kind: "guest-start",
  about:
    "Somebody starts the guest on a hypervisor by hand, past the cluster. It takes effect also where it is refused: that there is one instance is for the checks to say. Healing switches the second one off.",
  schema,
  args: ["beside"],
  async prepare(spec, env, ctx) {
    const beside = env.resolve(spec.beside);
    const node = env.plan.nodes.find(
      ({ name, services }) => name !== beside && services.includes("guest"),
    )?.name;
    if (node === undefined || !(await runsOn(beside, env, ctx)))
      throw nodeFailed(beside, `no guest of ${beside} can be started elsewhere a second time`, {
        hint: `halab exec CLUSTER ${beside} -- halab-guest status`,
      });
    return {
      title: `guest of ${beside} started by hand on ${node}`,
      nodes: [node],
      undo: { kind: "guest-start", node, beside },
    };
  },
  async inject({ node }, env, ctx) {
    const agent = await env.agent(node, ctx);
    const atNs = ctx.clock.nowNs();
    // Whatever it says is looked at afterwards: a refusal is a result, not an error.
    await agent.run([tool, "start"], ctx, { long: true });
    return atNs;
  },
  async verify({ node }, env, ctx) {
    if (await runsOn(node, env, ctx)) return seen(true, `${node} runs the guest`);
    const note = await lastNote(node, env, ctx);
    const refused = note.startsWith("the lock of the guest's disk is not to be had");
    return seen(refused, `${node} does not run the guest: ${note || "it says nothing"}`);
  },
  async heal(undo, env, ctx) {
    // Where it is the only one by now, the cluster wants it there.
    if (await runsTwice(undo, env, ctx))
      await (await env.agent(undo.node, ctx)).run([tool, "stop"], ctx);
  },
  async verifyHealed(undo, env, ctx) {
    const twice = await runsTwice(undo, env, ctx);
    return seen(!twice, `the guest runs ${twice ? "twice" : "once at most"}`);
  },
};
