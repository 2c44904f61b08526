import { z } from "zod";
import type { Ctx } from "../../../core/base/time.ts";
import { servicePids } from "../../../core/cluster/commands.ts";
import type { FaultEnv, FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { seenAtAll } from "../../../core/kinds/fault-tools.ts";
import { nodeRefs } from "../../../core/kinds/values.ts";
import { isSynced, service, started, stopped } from "../members.ts";

const schema = z.strictObject({
  fault: z.literal("galera-rolling"),
  nodes: nodeRefs.describe("Members, in the order in which they are restarted."),
});

interface RollingUndo extends Undo {
  readonly kind: "galera-rolling";
  readonly nodes: readonly string[];
  /** Of each node's server, before. */
  readonly pids: readonly (readonly number[])[];
}

async function pidsOf(node: string, env: FaultEnv, ctx: Ctx): Promise<readonly number[]> {
  return servicePids(await env.agent(node, ctx), service, ctx);
}

async function isAnother(node: string, before: readonly number[], env: FaultEnv, ctx: Ctx) {
  const now = await pidsOf(node, env, ctx);
  const same = now.some((pid) => before.includes(pid));
  return {
    ok: now.length > 0 && !same,
    what: `MariaDB of ${node} was ${before.join(", ") || "off"}, and is ${now.join(", ") || "off"}`,
  };
}

export const kind: FaultKind<z.infer<typeof schema>, RollingUndo> = {
  kind: "galera-rolling",
  about:
    "Members of Galera are restarted one after the other, as for a new version: the next one only when the last one is Synced again. There is nothing to heal.",
  schema,
  args: ["nodes"],
  async prepare(spec, env, ctx) {
    const nodes = [...new Set(spec.nodes.map(env.resolve))];
    const pids = await Promise.all(nodes.map((node) => pidsOf(node, env, ctx)));
    const undo: RollingUndo = { kind: "galera-rolling", nodes, pids };
    return { title: `restart ${nodes.join(", then ")}`, nodes, undo };
  },
  async inject({ nodes }, env, ctx) {
    const atNs = ctx.clock.nowNs();
    for (const node of nodes) {
      await stopped(node, env, ctx);
      await started(node, env, ctx);
    }
    return atNs;
  },
  async verify({ nodes, pids }, env, ctx) {
    const all = nodes.flatMap((node, index) => [
      isSynced(node, env, ctx),
      isAnother(node, pids[index] ?? [], env, ctx),
    ]);
    return seenAtAll(await Promise.all(all));
  },
};
