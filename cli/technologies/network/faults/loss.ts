import { z } from "zod";
import type { FaultKind } from "../../../core/kinds/fault.ts";
import { number } from "../../../core/lab/schema.ts";
import {
  betweenSides,
  type CutUndo,
  cutPairs,
  hitDeadlineMs,
  portPairs,
  prepareTable,
  removeTable,
  sideRefs,
  tableName,
  verifyHits,
  verifyRemoved,
} from "../frames.ts";

const schema = z.strictObject({
  fault: z.literal("loss"),
  ...betweenSides,
  /** Share of frames that is lost, each way. */
  percent: number.pipe(z.number().min(0.1).max(100)),
});

interface Undo extends CutUndo {
  readonly kind: "loss";
  readonly percent: number;
}

/**
 * Some frames are lost at random. On the switch, not in the sender: a sender's own kernel would
 * tell its TCP, which then hides the loss.
 */
export const kind: FaultKind<z.infer<typeof schema>, Undo> = {
  kind: "loss",
  schema,
  args: ["between", "between", "percent"],
  needs: ["nft-bridge", "nft-timeout"],
  refs: sideRefs,
  async prepare(spec, env, ctx) {
    const [a, b] = spec.between.map((nodes) => nodes.map(env.resolve));
    const pairs = await portPairs(env, a ?? [], b ?? [], true, ctx);
    const undo: Undo = {
      kind: "loss",
      table: tableName(env.cluster.name, "loss"),
      pairs,
      protocol: spec.protocol,
      percent: spec.percent,
    };
    const title = `lose ${spec.percent} % of ${spec.protocol} ${a?.join(",")} | ${b?.join(",")}`;
    return { title, nodes: [...(a ?? []), ...(b ?? [])], undo };
  },
  arm(undo, _ttlMs, env, ctx) {
    const share = Math.round(undo.percent * 10);
    const verdict = `numgen random mod 1000 < ${share} counter name hits drop`;
    return prepareTable(undo, verdict, env, ctx);
  },
  inject: (undo, env, ctx) => cutPairs(undo, env.ttlMs, env, ctx),
  verify: verifyHits,
  showMs: hitDeadlineMs,
  heal: removeTable,
  verifyHealed: verifyRemoved,
};
