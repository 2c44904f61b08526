import { z } from "zod";
import type { FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { duration, nodeRef } from "../../../core/kinds/values.ts";
import {
  endLoad,
  type Move,
  memorySize,
  moveGuest,
  planMove,
  startLoad,
  whatCameOf,
} from "../guest.ts";

const schema = z.strictObject({
  fault: z.literal("migrate"),
  node: nodeRef.describe("The hypervisor that the guest leaves."),
  to: nodeRef.describe("The hypervisor that it moves to."),
  how: z
    .enum(["live", "cold"])
    .optional()
    .describe("`live` (the default), or `cold`: it is stopped here and started there."),
  dirty: memorySize
    .optional()
    .describe("Meanwhile the guest writes to so much of its memory, again and again."),
  deadline: duration.prefault("30s").describe("A move that is not done by then is given up."),
});
type Spec = z.infer<typeof schema>;

interface MigrateUndo extends Undo, Move {
  readonly kind: "migrate";
}

export const kind: FaultKind<Spec, MigrateUndo> = {
  kind: "migrate",
  about:
    "The guest of one hypervisor moves to another one, while it works. There is nothing to heal: where it is then, it is at home. A refused move has taken effect, too: that the guest is where it should be is for the check `owners` to say.",
  schema,
  args: ["node", "to"],
  async prepare(spec, env, ctx) {
    const move = await planMove(spec, env, ctx);
    const load = move.dirtyMiB > 0 ? `, while it writes to ${move.dirtyMiB} MiB` : "";
    return {
      title: `migrate ${move.node} to ${move.to}${move.how === "cold" ? ", cold" : ""}${load}`,
      nodes: [move.node, move.to],
      undo: { kind: "migrate", ...move },
    };
  },
  async inject(undo, env, ctx) {
    await startLoad(undo, env, ctx);
    const atNs = ctx.clock.nowNs();
    try {
      await moveGuest(undo, env, ctx);
    } finally {
      await endLoad(undo, env, ctx);
    }
    return atNs;
  },
  verify: whatCameOf,
};
