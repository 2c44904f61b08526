import { z } from "zod";
import { HalabError } from "../../../core/base/error.ts";
import { must } from "../../../core/cluster/commands.ts";
import type { FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { seenAtAll } from "../../../core/kinds/fault-tools.ts";
import { nodeRefs } from "../../../core/kinds/values.ts";
import { furthestOf, isPrimary, promote, standingsOf } from "../standing.ts";

const schema = z.strictObject({
  fault: z.literal("switchover"),
  nodes: nodeRefs.describe(
    "The servers. The primary among them steps down, and the standby that has received most takes over.",
  ),
});

interface SwitchUndo extends Undo {
  readonly kind: "switchover";
  readonly from: string;
  readonly others: readonly string[];
}

export const kind: FaultKind<z.infer<typeof schema>, SwitchUndo> = {
  kind: "switchover",
  about:
    "The primary of PostgreSQL changes as planned: it is stopped in good order (so its standbys have all), a standby is promoted, and the old one is started again. There is nothing to heal.",
  schema,
  args: ["nodes"],
  async prepare(spec, env, ctx) {
    const nodes = spec.nodes.map(env.resolve);
    const primaries = (await standingsOf(nodes, env, ctx)).filter(({ role }) => role === "primary");
    const [primary, ...more] = primaries;
    if (!primary || more.length > 0)
      throw new HalabError(
        "NODE_FAILED",
        `of ${nodes.join(", ")} ${primaries.length} are primaries, and a switchover is from one to another`,
        { hint: "halab exec CLUSTER NODE -- halab-postgresql standing" },
      );
    const others = nodes.filter((node) => node !== primary.node);
    const undo: SwitchUndo = { kind: "switchover", from: primary.node, others };
    return { title: `switchover from ${primary.node}`, nodes: [primary.node], undo };
  },
  async inject({ from, others }, env, ctx) {
    const atNs = ctx.clock.nowNs();
    const agent = await env.agent(from, ctx);
    await must(agent, ["halab-svc", "stop", "postgresql"], ctx);
    const { node } = await furthestOf(others, env, ctx);
    await promote(node, env, ctx);
    await must(agent, ["halab-svc", "start", "postgresql"], ctx);
    return atNs;
  },
  async verify({ from, others }, env, ctx) {
    const all = await standingsOf([from, ...others], env, ctx);
    const taking = await Promise.all(
      all.filter(({ role }) => role === "primary").map(({ node }) => isPrimary(node, env, ctx)),
    );
    const moved = all.some(({ node, role }) => role === "primary" && node !== from);
    return seenAtAll([
      ...taking,
      { ok: moved, what: moved ? "another one took over" : "nobody took over" },
    ]);
  },
};
