import { z } from "zod";
import { tableName } from "../../../core/cluster/table-names.ts";
import type { FaultKind } from "../../../core/kinds/fault.ts";
import { number } from "../../../core/kinds/values.ts";
import {
  betweenSides,
  type CutUndo,
  cutPairs,
  hitDeadlineMs,
  portPairs,
  prepareTable,
  removeTable,
  verifyHits,
  verifyRemoved,
} from "../frames.ts";

const schema = z.strictObject({
  fault: z.literal("loss"),
  ...betweenSides,
  percent: number
    .pipe(z.number().min(0.1).max(100))
    .describe("The share of the frames that is lost, each way, in percent."),
});

interface Undo extends CutUndo {
  readonly kind: "loss";
  readonly percent: number;
}

export const kind: FaultKind<z.infer<typeof schema>, Undo> = {
  kind: "loss",
  about:
    "Some of the frames between two sets of nodes are lost, at random. They are lost on the switch, not in the sender: a sender's own kernel would tell its TCP, which then hides the loss.",
  schema,
  args: ["between", "between", "percent"],
  needs: ["nft-bridge", "nft-timeout"],
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
