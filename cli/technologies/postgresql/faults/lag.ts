import { z } from "zod";
import { tableName } from "../../../core/cluster/table-names.ts";
import type { FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { seenAtAll } from "../../../core/kinds/fault-tools.ts";
import { duration, nodeRef, nodeRefs } from "../../../core/kinds/values.ts";
import { kind as powerOff } from "../../machine/faults/power-off.ts";
import {
  type CutUndo,
  cutPairs,
  hitDeadlineMs,
  portPairs,
  prepareTable,
  removeTable,
  verifyHits,
} from "../../network/frames.ts";
import { furthestOf, promote, serversOf, standingsOf } from "../standing.ts";

const schema = z.strictObject({
  fault: z.literal("lag"),
  node: nodeRef.describe("The primary."),
  for: duration
    .prefault("700ms")
    .describe(
      "So long nothing of it reaches the others, while its clients reach it; then it dies.",
    ),
  promote: nodeRefs
    .optional()
    .describe("Standbys, of which the one that has received most is promoted at once."),
});

type PowerUndo = Parameters<typeof powerOff.inject>[0];

interface LagUndo extends Undo {
  readonly kind: "lag";
  readonly node: string;
  readonly forMs: number;
  readonly cut: CutUndo;
  readonly off: PowerUndo;
  readonly promote: readonly string[];
}

export const kind: FaultKind<z.infer<typeof schema>, LagUndo> = {
  kind: "lag",
  about:
    "The link between a primary and its standbys is cut, and a moment later the primary loses its power: what it acknowledged meanwhile nobody else may have. A standby can be promoted then. Healing gives the power back; who was promoted stays.",
  schema,
  args: ["node", "promote"],
  needs: ["nft-bridge", "nft-timeout"],
  async prepare(spec, env, ctx) {
    const node = env.resolve(spec.node);
    const others = serversOf(env).filter((one) => one !== node);
    const pairs = await portPairs(env, [node], others, true, ctx);
    const table = tableName(env.cluster.name, "lag");
    const cut: CutUndo = { kind: "cut", table, pairs, protocol: "all" };
    const off = await powerOff.prepare({ fault: "power-off", node }, env, ctx);
    const chosen = (spec.promote ?? []).map(env.resolve);
    const then = chosen.length > 0 ? `, promote ${chosen.join(" or ")}` : "";
    return {
      title: `cut ${node} from ${others.join(", ")} for ${spec.for} ms, power-off ${node}${then}`,
      nodes: [node],
      undo: { kind: "lag", node, forMs: spec.for, cut, off: off.undo, promote: chosen },
    };
  },
  // The elements' own timeout is the dead man of the cut; the plug's is the keeper.
  async inject(undo, env, ctx) {
    await prepareTable(undo.cut, "counter name hits drop", env, ctx);
    await cutPairs(undo.cut, env.ttlMs, env, ctx);
    await ctx.clock.wait(undo.forMs, ctx.signal);
    const atNs = await powerOff.inject(undo.off, env, ctx);
    if (undo.promote.length > 0) {
      const { node } = await furthestOf(undo.promote, env, ctx);
      await promote(node, env, ctx);
    }
    return atNs;
  },
  async verify(undo, env, ctx) {
    const [off, hits, standings] = await Promise.all([
      powerOff.verify(undo.off, env, ctx),
      verifyHits(undo.cut, env, ctx),
      standingsOf(undo.promote, env, ctx),
    ]);
    const primaries = standings.filter(({ role }) => role === "primary").map(({ node }) => node);
    const wanted = undo.promote.length > 0 ? 1 : 0;
    return seenAtAll([
      { ok: off.ok, what: off.evidence.join("; ") },
      { ok: hits.ok, what: hits.evidence.join("; ") },
      {
        ok: primaries.length === wanted,
        what: `${primaries.join(" and ") || "nobody"} was promoted`,
      },
    ]);
  },
  showMs: hitDeadlineMs,
  async heal(undo, env, ctx) {
    await removeTable(undo.cut, env, ctx);
    await powerOff.heal?.(undo.off, env, ctx);
  },
  verifyHealed: async (undo, env, ctx) =>
    (await powerOff.verifyHealed?.(undo.off, env, ctx)) ?? { ok: true, evidence: [] },
};
