import { z } from "zod";
import { HalabError, nodeFailed } from "../../../core/base/error.ts";
import type { Ctx } from "../../../core/base/time.ts";
import type { FaultEnv, FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { seenAtAll } from "../../../core/kinds/fault-tools.ts";
import { nodeRef, nodeRefs } from "../../../core/kinds/values.ts";

const schema = z.strictObject({
  fault: z.literal("patroni-switchover"),
  nodes: nodeRefs.describe("The nodes with Patroni; the one that leads is asked to hand over."),
  to: nodeRef.optional().describe("Who is to lead then; default: whom Patroni chooses."),
});

interface SwitchUndo extends Undo {
  readonly kind: "patroni-switchover";
  readonly from: string;
  readonly nodes: readonly string[];
  readonly to: string | null;
}

const program = "halab-patroni";

/** What each says that it is; a node that is off, or says nothing, is left out. */
async function rolesOf(nodes: readonly string[], env: FaultEnv, ctx: Ctx) {
  const all = await Promise.all(
    nodes.map(async (node) => {
      if ((await env.cluster.state(node, ctx)) !== "running") return [];
      const { stdout } = await (await env.agent(node, ctx)).run([program, "role"], ctx);
      return stdout.trim() === "" ? [] : [{ node, role: stdout.trim() }];
    }),
  );
  return all.flat();
}

export const kind: FaultKind<z.infer<typeof schema>, SwitchUndo> = {
  kind: "patroni-switchover",
  about:
    "The leader of Patroni changes as planned: its operator asks the leader to hand over (as `patronictl switchover`), who stops its PostgreSQL in good order, so that the next one has all; then it follows. There is nothing to heal.",
  schema,
  args: ["nodes", "to"],
  async prepare(spec, env, ctx) {
    const nodes = spec.nodes.map(env.resolve);
    const leaders = (await rolesOf(nodes, env, ctx)).filter(({ role }) =>
      role.startsWith("primary"),
    );
    const [leader, ...more] = leaders;
    if (!leader || more.length > 0)
      throw new HalabError(
        "NODE_FAILED",
        `of ${nodes.join(", ")} ${leaders.length} lead, and a switchover is from one to another`,
        { hint: "halab exec CLUSTER NODE -- patronictl -c /etc/patroni/config.yml list" },
      );
    const to = spec.to === undefined ? null : env.resolve(spec.to);
    const undo: SwitchUndo = { kind: "patroni-switchover", from: leader.node, nodes, to };
    return { title: `switchover from ${leader.node}`, nodes: [leader.node], undo };
  },
  async inject({ from, to }, env, ctx) {
    const atNs = ctx.clock.nowNs();
    const argv = [program, "switchover", ...(to === null ? [] : [to])];
    const { exitCode, stdout, stderr } = await (await env.agent(from, ctx)).run(argv, ctx, {
      long: true,
    });
    if (exitCode === 0) return atNs;
    throw nodeFailed(from, `Patroni of ${from} did not hand over`, {
      details: `${stdout}${stderr}`.trim().split("\n").slice(-4),
    });
  },
  async verify({ from, nodes, to }, env, ctx) {
    const all = await rolesOf(nodes, env, ctx);
    const leaders = all.filter(({ role }) => role.startsWith("primary")).map(({ node }) => node);
    const moved = leaders.length === 1 && leaders[0] !== from;
    return seenAtAll([
      {
        ok: moved && (to === null || leaders[0] === to),
        what: `${leaders.join(" and ") || "nobody"} leads now, before it was ${from}`,
      },
    ]);
  },
};
