import { z } from "zod";
import type { FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { forget, keep, kept } from "../../../core/kinds/fault-account.ts";
import { seen } from "../../../core/kinds/fault-tools.ts";
import { duration, nodeName, number } from "../../../core/kinds/values.ts";
import { bringHome, isHome } from "../bring.ts";
import { lookAtMembers, memberNames } from "../members.ts";
import { type Job, Operator } from "../operator.ts";
import { told } from "../record.ts";
import { release, requireMembers } from "../releases.ts";
import { watched } from "../watch.ts";

const schema = z.strictObject({
  fault: z.literal("upgrade"),
  operator: nodeName.describe("The node that has the order, /etc/upgrade.order."),
  to: release.describe("What all stores are to run afterwards."),
  "recall-after": number
    .pipe(z.number().int().min(1))
    .optional()
    .describe("After so many lines of the order the version is recalled, and all is rolled back."),
  limit: duration
    .prefault("20s")
    .describe("A script that takes longer on one node has failed there."),
});
type Spec = z.infer<typeof schema>;

interface UpgradeUndo extends Undo, Job {
  readonly kind: "upgrade";
}

export const kind: FaultKind<Spec, UpgradeUndo> = {
  kind: "upgrade",
  about:
    "The operator brings the stores of a cluster to another release, in the administrator's order and by the administrator's own scripts: upgrade-node, node-healthy, rollback-node. The first that fails ends it, and what was touched is rolled back. Healing puts all back to what ran before; a state that this cannot read is lost then.",
  schema,
  args: ["operator", "to"],
  async prepare(spec, env, ctx) {
    const { operator, to } = spec;
    const members = memberNames(env.plan);
    const from = await requireMembers(members, to, env, ctx);
    const recallAfter = spec["recall-after"] ?? null;
    const recalled = recallAfter === null ? "" : `, recalled after ${recallAfter} lines`;
    return {
      title: `upgrade ${members.join(", ")} from ${from} to ${to}${recalled}`,
      nodes: members,
      undo: { kind: "upgrade", members, operator, from, to, recallAfter, limitMs: spec.limit },
    };
  },
  // Whatever release it runs, a store serves: nothing has to be undone behind the back of who was killed.
  async arm() {},
  async inject(undo, env, ctx) {
    const atNs = ctx.clock.nowNs();
    const operator = new Operator(undo, env, ctx);
    const looks = await watched(undo.members, () => operator.upgrade(), env, ctx);
    await keep(undo.operator, [...told(looks), ...operator.log], env, ctx);
    return atNs;
  },
  verify: (undo, env, ctx) => kept(undo.operator, env, ctx),
  async heal({ members, operator, from }, env, ctx) {
    await bringHome(members, from, env, ctx);
    await forget(operator, env, ctx);
  },
  async verifyHealed({ members, operator, from }, env, ctx) {
    const found = await lookAtMembers(members, env, ctx);
    const forgotten = !(await kept(operator, env, ctx)).ok;
    return seen(forgotten && isHome(found, from, env), `all stores run ${from} again`);
  },
};
