import { z } from "zod";
import type { Ctx } from "../../../core/base/time.ts";
import { must } from "../../../core/cluster/commands.ts";
import type { FaultEnv, FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { seen } from "../../../core/kinds/fault-tools.ts";
import { nodeRef } from "../../../core/kinds/values.ts";

const schema = z.strictObject({ fault: z.literal("sbd-hang"), node: nodeRef });

interface HangUndo extends Undo {
  readonly kind: "sbd-hang";
  readonly node: string;
}

const isOff = async ({ node }: HangUndo, env: FaultEnv, ctx: Ctx) =>
  (await env.cluster.state(node, ctx)) === "off";

const inNode = async (verb: string, { node }: HangUndo, env: FaultEnv, ctx: Ctx) =>
  (await env.agent(node, ctx)).run(["halab-svc", verb, "sbd"], ctx);

export const kind: FaultKind<z.infer<typeof schema>, HangUndo> = {
  kind: "sbd-hang",
  about:
    "SBD stands still (SIGSTOP to all its processes): nobody reads the node's slot on the disk, and nobody feeds the watchdog. All else goes on, until the watchdog resets the node. Healing lets it go on where it still stands.",
  schema,
  args: ["node"],
  async prepare(spec, env) {
    const node = env.resolve(spec.node);
    return { title: `sbd-hang ${node}`, nodes: [node], undo: { kind: "sbd-hang", node } };
  },
  async inject(undo, env, ctx) {
    await must(await env.agent(undo.node, ctx), ["halab-svc", "hang", "sbd"], ctx);
    return undefined;
  },
  async verify(undo, env, ctx) {
    if (await isOff(undo, env, ctx)) return seen(true, `${undo.node} is off already`);
    const { exitCode } = await inNode("ready", undo, env, ctx);
    return seen(exitCode !== 0, `sbd on ${undo.node} ${exitCode === 0 ? "runs" : "stands still"}`);
  },
  // The watchdog was quicker, most often: then there is nothing that could go on.
  async heal(undo, env, ctx) {
    if (!(await isOff(undo, env, ctx))) await inNode("resume", undo, env, ctx);
  },
  async verifyHealed(undo, env, ctx) {
    if (await isOff(undo, env, ctx)) return seen(true, `${undo.node} is off`);
    const { exitCode } = await inNode("ready", undo, env, ctx);
    return seen(exitCode === 0, `sbd on ${undo.node} ${exitCode === 0 ? "runs" : "does not run"}`);
  },
};
