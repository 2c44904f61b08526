import { z } from "zod";
import { tableName } from "../../../core/cluster/table-names.ts";
import type { FaultKind } from "../../../core/kinds/fault.ts";
import { duration } from "../../../core/kinds/values.ts";
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
  fault: z.literal("cut"),
  ...betweenSides,
  direction: z
    .enum(["both", "one-way"])
    .default("both")
    .describe("`one-way`: only what the first side sends to the second is dropped."),
  for: duration
    .optional()
    .describe(
      "It heals by itself after so long, to the millisecond; without it, when the step heals.",
    ),
});

interface Undo extends CutUndo {
  readonly kind: "cut";
  readonly forMs: number | null;
}

export const kind: FaultKind<z.infer<typeof schema>, Undo> = {
  kind: "cut",
  about: "Frames between two sets of nodes are dropped in silence: carrier stays, nothing answers.",
  schema,
  args: ["between", "between"],
  needs: ["nft-bridge", "nft-timeout"],
  async prepare(spec, env, ctx) {
    const [a, b] = spec.between.map((nodes) => nodes.map(env.resolve));
    const both = spec.direction === "both";
    const pairs = await portPairs(env, a ?? [], b ?? [], both, ctx);
    const arrow = both ? "|" : "->";
    const title = `cut ${spec.protocol} ${a?.join(",")} ${arrow} ${b?.join(",")}`;
    const table = tableName(env.cluster.name, "cut");
    const undo: Undo = {
      kind: "cut",
      table,
      pairs,
      protocol: spec.protocol,
      forMs: spec.for ?? null,
    };
    return { title, nodes: [...(a ?? []), ...(b ?? [])], undo };
  },
  // The elements' own timeout is the dead man.
  arm: (undo, _ttlMs, env, ctx) => prepareTable(undo, "counter name hits drop", env, ctx),
  inject: (undo, env, ctx) => cutPairs(undo, undo.forMs ?? env.ttlMs, env, ctx),
  verify: verifyHits,
  showMs: hitDeadlineMs,
  heal: removeTable,
  verifyHealed: verifyRemoved,
};
