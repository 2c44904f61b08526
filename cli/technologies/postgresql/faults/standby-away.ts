import { z } from "zod";
import { HalabError } from "../../../core/base/error.ts";
import { must } from "../../../core/cluster/commands.ts";
import type { FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { seen } from "../../../core/kinds/fault-tools.ts";
import { nodeRef, number } from "../../../core/kinds/values.ts";
import { serversOf, standingOf, standingsOf } from "../standing.ts";

const schema = z.strictObject({
  fault: z.literal("standby-away"),
  node: nodeRef.describe("A standby."),
  mib: number
    .pipe(z.number().int().min(1).max(512))
    .default(64)
    .describe("So many MiB of WAL its primary writes meanwhile."),
});

interface AwayUndo extends Undo {
  readonly kind: "standby-away";
  readonly node: string;
  readonly primary: string;
  readonly mib: number;
  /** Of WAL that the primary had written before. */
  readonly bytes: number;
}

const service = "postgresql";

export const kind: FaultKind<z.infer<typeof schema>, AwayUndo> = {
  kind: "standby-away",
  about:
    "A standby of PostgreSQL is stopped, and its primary writes a lot meanwhile, then takes checkpoints: what it need not keep is gone. Healing starts the standby again.",
  schema,
  args: ["node", "mib"],
  async prepare(spec, env, ctx) {
    const node = env.resolve(spec.node);
    const all = await standingsOf(serversOf(env), env, ctx);
    const primary = all.find(({ role }) => role === "primary");
    if (!primary || primary.node === node)
      throw new HalabError("NODE_FAILED", `${node} is no standby of a primary that answers`, {
        hint: `halab exec CLUSTER ${node} -- halab-postgresql standing`,
      });
    const { mib } = spec;
    const undo: AwayUndo = {
      ...{ kind: "standby-away", node, primary: primary.node },
      ...{ mib, bytes: primary.bytes },
    };
    return { title: `${node} away for ${mib} MiB of WAL`, nodes: [node], undo };
  },
  async inject({ node, primary, mib }, env, ctx) {
    const atNs = ctx.clock.nowNs();
    await must(await env.agent(node, ctx), ["halab-svc", "stop", service], ctx);
    const agent = await env.agent(primary, ctx);
    await must(agent, ["halab-postgresql", "write", String(mib)], ctx);
    return atNs;
  },
  async verify({ node, primary, mib, bytes }, env, ctx) {
    const [away, now] = await Promise.all([node, primary].map((one) => standingOf(one, env, ctx)));
    const written = ((now?.bytes ?? bytes) - bytes) / 2 ** 20;
    return seen(
      away === undefined && written >= mib,
      `${node} is ${away ? "there" : "away"}`,
      `${primary} has written ${Math.floor(written)} MiB of WAL since`,
    );
  },
  async heal({ node }, env, ctx) {
    await must(await env.agent(node, ctx), ["halab-svc", "start", service], ctx);
  },
  async verifyHealed({ node }, env, ctx) {
    const standing = await standingOf(node, env, ctx);
    return seen(standing !== undefined, `${node} is ${standing ? standing.role : "silent"}`);
  },
};
