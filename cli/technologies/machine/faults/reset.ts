import { z } from "zod";
import { messageOf } from "../../../core/base/error.ts";
import { type Ctx, withDeadline } from "../../../core/base/time.ts";
import { must } from "../../../core/cluster/commands.ts";
import type { NodeAgent } from "../../../core/cluster/provider.ts";
import type { FaultKind, Seen, Undo } from "../../../core/kinds/fault.ts";
import { seen } from "../../../core/kinds/fault-tools.ts";
import { qmp, requireMachine } from "../../../core/kinds/machine.ts";
import { nodeRef } from "../../../core/kinds/values.ts";

const schema = z.strictObject({ fault: z.literal("reset"), node: nodeRef });

interface ResetUndo extends Undo {
  readonly kind: "reset";
  readonly node: string;
  /** Of the kernel that ran before. */
  readonly bootId: string;
}

/** One that was reached before the reset never answers. */
const answerMs = 3000;

async function bootIdOf(agent: NodeAgent, ctx: Ctx): Promise<string> {
  return (await must(agent, ["cat", "/proc/sys/kernel/random/boot_id"], ctx)).trim();
}

async function nextBootId(agent: NodeAgent, ctx: Ctx): Promise<string> {
  try {
    return await withDeadline(`an answer of ${agent.node}`, answerMs, ctx, (inner) =>
      bootIdOf(agent, inner),
    );
  } catch (error) {
    await agent[Symbol.asyncDispose]();
    throw error;
  }
}

export const kind: FaultKind<z.infer<typeof schema>, ResetUndo> = {
  kind: "reset",
  about:
    "The reset button of a VM: its kernel ends within milliseconds and says nothing to anybody, what it had not written is lost, and it boots again by itself. Its cables and its disk stay as they are, broken or not.",
  schema,
  args: ["node"],
  async prepare(spec, env, ctx) {
    const node = env.resolve(spec.node);
    await requireMachine(env, node, "a reset button", ctx);
    const bootId = await bootIdOf(await env.agent(node, ctx), ctx);
    return { title: `reset ${node}`, nodes: [node], undo: { kind: "reset", node, bootId } };
  },
  // QEMU has reset the machine before it answers.
  async inject(undo, env, ctx) {
    const machine = await requireMachine(env, undo.node, "a reset button", ctx);
    const agent = await env.agent(undo.node, ctx);
    const atNs = ctx.clock.nowNs();
    await qmp(machine, [{ execute: "system_reset" }], ctx);
    // The other end is gone without a word: nobody must wait for its answers.
    await agent[Symbol.asyncDispose]();
    return atNs;
  },
  async verify(undo, env, ctx): Promise<Seen> {
    try {
      const bootId = await nextBootId(await env.agent(undo.node, ctx), ctx);
      const again = bootId !== undo.bootId;
      return seen(again, again ? `${undo.node} booted again` : `${undo.node} did not boot again`);
    } catch (error) {
      ctx.signal.throwIfAborted();
      return seen(false, `${undo.node} is not back: ${messageOf(error)}`);
    }
  },
  // Without hardware help it boots in 3 to 15 s, and the machine may have other work.
  showMs: 60_000,
};
