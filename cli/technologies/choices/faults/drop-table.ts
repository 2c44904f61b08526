import { z } from "zod";
import { HalabError } from "../../../core/base/error.ts";
import { must } from "../../../core/cluster/commands.ts";
import type { FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { forget, keep, kept } from "../../../core/kinds/fault-account.ts";
import { seen } from "../../../core/kinds/fault-tools.ts";
import { duration, nodeName } from "../../../core/kinds/values.ts";
import { activeOn, choicesOn } from "../operator.ts";

const schema = z.strictObject({
  fault: z.literal("drop-table"),
  operator: nodeName.describe("Where what was done is written down; a node that nothing hits."),
  notice: duration
    .prefault("3s")
    .describe("So long after the mistake somebody notices, and begins to restore."),
});

interface DropUndo extends Undo {
  readonly kind: "drop-table";
  readonly operator: string;
  readonly primary: string;
  readonly noticeMs: number;
  /** Where what helps lies; null: nowhere. */
  readonly backup: string | null;
}

export const kind: FaultKind<z.infer<typeof schema>, DropUndo> = {
  kind: "drop-table",
  about:
    "Somebody drops the table of the orders, at the primary: every standby does so at once. When it is noticed, it is restored from what /etc/choices has against that: a delayed standby, which goes on to just before the mistake, or the last dump. There is nothing to heal but the delayed standby, which goes on.",
  schema,
  args: ["operator"],
  async prepare({ operator, notice }, env, ctx) {
    const [choices, active] = await Promise.all([choicesOn(env, ctx), activeOn(env, ctx)]);
    const [primary] = [...active].find(([, services]) => services.includes("orders")) ?? [];
    if (primary === undefined)
      throw new HalabError(
        "NODE_FAILED",
        "the orders have no primary whose table could be dropped",
        {
          hint: "halab exec CLUSTER n1 -- halab-postgresql standing",
        },
      );
    const backup = choices.backup?.nodes[0] ?? null;
    const undo: DropUndo = {
      ...{ kind: "drop-table", operator, primary },
      ...{ noticeMs: notice, backup },
    };
    return { title: `drop-table at ${primary}`, nodes: [primary], undo };
  },
  async inject({ operator, primary, noticeMs, backup }, env, ctx) {
    const agent = await env.agent(primary, ctx);
    const atNs = ctx.clock.nowNs();
    const lsn = (await must(agent, ["halab-choices", "drop"], ctx)).trim();
    const everywhere = await lackedBy(env, ctx);
    await ctx.clock.wait(noticeMs, ctx.signal);
    const beganNs = ctx.clock.nowNs();
    const argv = ["halab-choices", "restore", lsn];
    const from = backup === null ? undefined : await env.agent(backup, ctx);
    const { exitCode, stdout, stderr } = (await from?.run(argv, ctx, { long: true })) ?? {
      ...{ exitCode: 1, stdout: "there is no backup", stderr: "" },
    };
    const tookS = ((ctx.clock.nowNs() - beganNs) / 1e9).toFixed(1);
    const why = `${stdout}\n${stderr}`.trim().split("\n").at(-1) ?? "";
    await keep(
      operator,
      [
        `the table was dropped at ${primary}, and at once on ${everywhere.join(", ") || "no other one"}`,
        exitCode === 0
          ? `restored from ${backup} in ${tookS} s`
          : `nothing could be restored: ${why}`,
      ],
      env,
      ctx,
    );
    return atNs;
  },
  verify: ({ operator }, env, ctx) => kept(operator, env, ctx),
  async heal({ operator, backup }, env, ctx) {
    if (backup !== null) await must(await env.agent(backup, ctx), ["halab-choices", "rejoin"], ctx);
    await forget(operator, env, ctx);
  },
  async verifyHealed({ operator }, env, ctx) {
    const forgotten = !(await kept(operator, env, ctx)).ok;
    return seen(forgotten, "the delayed standby goes on, if there is one");
  },
};

/** The standbys of the orders that have no such table any more. */
async function lackedBy(
  env: Parameters<typeof choicesOn>[0],
  ctx: Parameters<typeof choicesOn>[1],
) {
  const { orders } = await choicesOn(env, ctx);
  const all = await Promise.all(
    (orders?.nodes ?? []).map(async (node) => {
      const { stdout } = await (await env.agent(node, ctx)).run(
        ["halab-choices", "has-table"],
        ctx,
      );
      return stdout.trim() === "standby without" ? [node] : [];
    }),
  );
  return all.flat();
}
