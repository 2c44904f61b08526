import { z } from "zod";
import { type Ctx, waitUntil } from "../../../core/base/time.ts";
import type { FaultEnv, FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { duration, nodeRef } from "../../../core/kinds/values.ts";
import { kind as powerOff } from "../../machine/faults/power-off.ts";
import {
  bytesSent,
  endLoad,
  lastMove,
  type Move,
  memorySize,
  moveGuest,
  planMove,
  startLoad,
  whatCameOf,
} from "../guest.ts";

const schema = z.strictObject({
  fault: z.literal("migrate-crash"),
  node: nodeRef.describe("The hypervisor that the guest wants to leave."),
  to: nodeRef.describe("The one that it does not reach."),
  dirty: memorySize
    .optional()
    .describe("Meanwhile the guest writes to so much of its memory, again and again."),
  after: duration
    .prefault("500ms")
    .describe("So long after the first memory was sent the target loses its power."),
  deadline: duration.prefault("30s").describe("A move that is not done by then is given up."),
});
type Spec = z.infer<typeof schema>;

type PowerUndo = Parameters<typeof powerOff.inject>[0];

interface CrashUndo extends Undo, Move {
  readonly kind: "migrate-crash";
  readonly afterMs: number;
  readonly off: PowerUndo;
}

/** A target that has never answered by then is not waited for: `verify` says what there was. */
const beginMs = 20_000;

async function underWay(undo: CrashUndo, env: FaultEnv, ctx: Ctx): Promise<void> {
  const begun = async () => ((await bytesSent(undo.node, env, ctx)) > 0 ? true : undefined);
  const what = `the guest of ${undo.node} to be on its way`;
  await waitUntil(begun, { what, timeoutMs: beginMs, everyMs: 100 }, ctx).catch(() => {
    ctx.signal.throwIfAborted();
  });
}

export const kind: FaultKind<Spec, CrashUndo> = {
  kind: "migrate-crash",
  about: "In the middle of a live move the target loses its power; healing gives the power back.",
  schema,
  args: ["node", "to"],
  async prepare(spec, env, ctx) {
    const move = await planMove(spec, env, ctx);
    const off = await powerOff.prepare({ fault: "power-off", node: move.to }, env, ctx);
    return {
      title: `power-off ${move.to} while the guest of ${move.node} moves there`,
      nodes: [move.node, move.to],
      undo: { kind: "migrate-crash", ...move, afterMs: spec.after, off: off.undo },
    };
  },
  async inject(undo, env, ctx) {
    await startLoad(undo, env, ctx);
    const moving = moveGuest(undo, env, ctx);
    // Heard of below; until then its failure is nobody's.
    moving.catch(() => {});
    try {
      await underWay(undo, env, ctx);
      await ctx.clock.wait(undo.afterMs, ctx.signal);
      const atNs = await powerOff.inject(undo.off, env, ctx);
      await moving;
      return atNs;
    } finally {
      await endLoad(undo, env, ctx);
    }
  },
  /** A move that was over before the power went, or never began, was not struck in its middle. */
  async verify(undo, env, ctx) {
    const off = await powerOff.verify(undo.off, env, ctx);
    const came = await whatCameOf(undo, env, ctx);
    const outcome = (await lastMove(undo.node, env, ctx))?.outcome ?? "unknown";
    const struck = outcome !== "completed" && outcome !== "refused";
    return { ok: off.ok && came.ok && struck, evidence: [...off.evidence, ...came.evidence] };
  },
  showMs: 2000,
  async heal(undo, env, ctx) {
    await powerOff.heal?.(undo.off, env, ctx);
  },
  verifyHealed: async (undo, env, ctx) =>
    (await powerOff.verifyHealed?.(undo.off, env, ctx)) ?? { ok: true, evidence: [] },
};
