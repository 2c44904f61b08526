import { z } from "zod";
import { HalabError } from "../../../core/base/error.ts";
import type { FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { seenAtAll } from "../../../core/kinds/fault-tools.ts";
import { nodeRef, number } from "../../../core/kinds/values.ts";
import { isStopped, isSynced, membersOf, mustLong, program, started, stopped } from "../members.ts";

const schema = z.strictObject({
  fault: z.literal("galera-away"),
  node: nodeRef.describe("A member."),
  mib: number
    .pipe(z.number().int().min(1).max(256))
    .default(24)
    .describe("So many MiB another member writes meanwhile."),
});

interface AwayUndo extends Undo {
  readonly kind: "galera-away";
  readonly node: string;
  readonly writer: string;
  readonly mib: number;
}

export const kind: FaultKind<z.infer<typeof schema>, AwayUndo> = {
  kind: "galera-away",
  about:
    "A member of Galera is stopped in good order, and another one writes a lot meanwhile. Healing starts it: it needs what it has missed (IST), or, if nobody keeps that any more, a copy of everything (SST).",
  schema,
  args: ["node", "mib"],
  async prepare(spec, env) {
    const node = env.resolve(spec.node);
    const writer = membersOf(env).find((other) => other !== node);
    if (writer === undefined || !membersOf(env).includes(node))
      throw new HalabError("USAGE", `${node} is no member of a Galera cluster with others`);
    const undo: AwayUndo = { kind: "galera-away", node, writer, mib: spec.mib };
    return { title: `${node} away for ${spec.mib} MiB`, nodes: [node], undo };
  },
  async inject({ node, writer, mib }, env, ctx) {
    const atNs = ctx.clock.nowNs();
    await stopped(node, env, ctx);
    await mustLong(await env.agent(writer, ctx), [program, "write", String(mib)], ctx);
    return atNs;
  },
  verify: async ({ node }, env, ctx) => seenAtAll([await isStopped(node, env, ctx)]),
  heal: ({ node }, env, ctx) => started(node, env, ctx),
  verifyHealed: async ({ node }, env, ctx) => seenAtAll([await isSynced(node, env, ctx)]),
};
