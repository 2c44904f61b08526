import { z } from "zod";
import type { FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { forget, keep, kept } from "../../../core/kinds/fault-account.ts";
import { seen } from "../../../core/kinds/fault-tools.ts";
import { nodeRefs } from "../../../core/kinds/values.ts";
import { bringHome, isHome, switchAll } from "../bring.ts";
import { lookAtMembers } from "../members.ts";
import { told } from "../record.ts";
import { release, requireMembers } from "../releases.ts";
import { watched } from "../watch.ts";

const schema = z.strictObject({
  fault: z.literal("upgrade-at-once"),
  nodes: nodeRefs.describe(
    "Those that have a store; on the command line with commas between them.",
  ),
  to: release.describe("What all stores are to run afterwards."),
});
type Spec = z.infer<typeof schema>;

interface AtOnceUndo extends Undo {
  readonly kind: "upgrade-at-once";
  readonly members: readonly string[];
  readonly from: string;
  readonly to: string;
}

export const kind: FaultKind<Spec, AtOnceUndo> = {
  kind: "upgrade-at-once",
  about:
    "All stores of a cluster are stopped at the same moment, and started as another release: what an unattended installation of packages does. Healing puts all back to what ran before; a state that this cannot read is lost then.",
  schema,
  args: ["nodes", "to"],
  async prepare({ nodes, to }, env, ctx) {
    const members = [...new Set(nodes.map(env.resolve))];
    const from = await requireMembers(members, to, env, ctx);
    return {
      title: `upgrade ${members.join(", ")} from ${from} to ${to}, all at once`,
      nodes: members,
      undo: { kind: "upgrade-at-once", members, from, to },
    };
  },
  // As in upgrade.ts: a store serves, whatever release it runs.
  async arm() {},
  async inject({ members, to }, env, ctx) {
    const atNs = ctx.clock.nowNs();
    let away: ReadonlyMap<string, number> = new Map();
    const work = async () => {
      away = await switchAll(members, to, env, ctx);
    };
    const looks = await watched(members, work, env, ctx);
    const master = looks[0]?.members.find((one) => one.master)?.node ?? "";
    for (const node of members.slice(0, 1))
      await keep(node, told(looks, away.get(master)), env, ctx);
    return atNs;
  },
  verify: ({ members: [first = ""] }, env, ctx) => kept(first, env, ctx),
  async heal({ members, from }, env, ctx) {
    await bringHome(members, from, env, ctx);
    for (const node of members.slice(0, 1)) await forget(node, env, ctx);
  },
  async verifyHealed({ members, from }, env, ctx) {
    const [first = ""] = members;
    const found = await lookAtMembers(members, env, ctx);
    const forgotten = !(await kept(first, env, ctx)).ok;
    return seen(forgotten && isHome(found, from, env), `all stores run ${from} again`);
  },
};
