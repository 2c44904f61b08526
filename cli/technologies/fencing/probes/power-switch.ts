import { z } from "zod";
import { HalabError } from "../../../core/base/error.ts";
import type { Ctx } from "../../../core/base/time.ts";
import type { Answer, Power, ProbeKind } from "../../../core/kinds/probe.ts";
import { duration, nodeName } from "../../../core/kinds/values.ts";
import { type Fenced, parseQuestion, type Question } from "../questions.ts";

const schema = z.strictObject({
  kind: z.literal("power-switch"),
  nodes: z.array(nodeName).min(1).describe("Who can ask it, and whose plugs it has."),
  takes: duration
    .prefault("0s")
    .describe("So long it needs for a plug: then both of two that shoot at each other may fall."),
});

type Spec = z.infer<typeof schema>;

/** Of the Fence Agent API: done, failed, and for `status`: the plug is off. */
const codes = { done: 0, failed: 1, off: 2 } as const;

export const kind: ProbeKind<Spec> = {
  kind: "power-switch",
  about:
    "The power switch that fencing works with: a node asks it by `fence_halab`, past every network, to cut another one's power, and whoever plays the lab does it and says when it is off. What was switched off is switched on again as the step's fault is healed.",
  schema,
  label: ({ nodes }) => `power of ${nodes.join(", ")}`,
  address: () => undefined,
  follow: ({ nodes, takes }) => ({
    nodes,
    argv: ["halab-pacemaker", "fence-serve"],
    parse(line) {
      const value = parseQuestion(line);
      return value && { value };
    },
    answer: (question, asker, power, ctx) =>
      answer(question as Question, { asker, plugs: nodes, takesMs: takes, power }, ctx),
  }),
};

interface Outcome {
  readonly code: number;
  readonly text: string;
}

interface Asked {
  readonly asker: string;
  readonly plugs: readonly string[];
  readonly takesMs: number;
  readonly power: Power;
}

async function answer(question: Question, asked: Asked, ctx: Ctx): Promise<Answer> {
  const beganNs = ctx.clock.nowNs();
  const { code, text } = await act(question, asked, ctx);
  const tookMs = (ctx.clock.nowNs() - beganNs) / 1e6;
  const { number, action, plug } = question;
  const value: Fenced = { action, plug, ok: code !== codes.failed, text, tookMs };
  return { reply: ["halab-pacemaker", "fence-answer", String(number), String(code), text], value };
}

async function act({ action, plug }: Question, asked: Asked, ctx: Ctx): Promise<Outcome> {
  const { plugs, power } = asked;
  if (action === "list") return { code: codes.done, text: plugs.join("\n") };
  if (action === "monitor") return { code: codes.done, text: "the switch answers" };
  if (!plugs.includes(plug)) return { code: codes.failed, text: `there is no plug ${plug}` };
  try {
    if (action !== "status") return await turn(action, plug, asked, ctx);
    const isOff = (await power.state(plug, ctx)) === "off";
    return { code: isOff ? codes.off : codes.done, text: `${plug} is ${isOff ? "off" : "on"}` };
  } catch (error) {
    ctx.signal.throwIfAborted();
    if (!(error instanceof HalabError)) throw error;
    return { code: codes.failed, text: error.message };
  }
}

async function turn(action: string, plug: string, { power, takesMs }: Asked, ctx: Ctx) {
  if (!["on", "off", "reboot"].includes(action))
    return { code: codes.failed, text: `a power switch does not know ${action}` };
  if (takesMs > 0) await ctx.clock.wait(takesMs, ctx.signal);
  if (action !== "on") await power.off(plug, ctx);
  // A switch knows that there is current, and not when a machine has booted.
  if (action !== "off") void power.on(plug, ctx).catch(() => {});
  return { code: codes.done, text: `${plug}: ${action} done` };
}
