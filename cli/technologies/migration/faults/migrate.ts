import { z } from "zod";
import type { FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { duration, nodeRef } from "../../../core/lab/schema.ts";
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
  /** The hypervisor that the guest leaves. */
  node: nodeRef,
  to: nodeRef,
  /** `cold`: it is stopped here and started there. */
  how: z.enum(["live", "cold"]).optional(),
  /** The guest writes to that much of its memory, again and again. */
  dirty: memorySize.optional(),
  /** A move that is not done by then is given up. */
  deadline: duration.prefault("30s"),
});
type Spec = z.infer<typeof schema>;

interface MigrateUndo extends Undo, Move {
  readonly kind: "migrate";
}

/**
 * The guest of one hypervisor moves to another one, while it works. There is nothing to heal: where
 * it is then, it is at home.
 */
export const kind: FaultKind<Spec, MigrateUndo> = {
  kind: "migrate",
  schema,
  args: ["node", "to"],
  refs: (spec) => [
    { to: "nodeRef", name: spec.node, path: ["node"] },
    { to: "nodeRef", name: spec.to, path: ["to"] },
  ],
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
