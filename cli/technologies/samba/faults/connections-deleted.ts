import { z } from "zod";
import { nodeFailed } from "../../../core/base/error.ts";
import type { Ctx } from "../../../core/base/time.ts";
import type { NodeAgent } from "../../../core/cluster/provider.ts";
import type { FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { seen } from "../../../core/kinds/fault-tools.ts";
import { nodeRef } from "../../../core/kinds/values.ts";
import { remove, search, settingsOf } from "../ldb.ts";
import { partOf } from "../records.ts";

const schema = z.strictObject({
  fault: z.literal("connections-deleted"),
  node: nodeRef.describe("The controller that is to pull from nobody any more."),
});
type Spec = z.infer<typeof schema>;

interface LinksUndo extends Undo {
  readonly kind: "connections-deleted";
  readonly node: string;
  readonly settings: string;
}

/** A KCC that is asked works at once. */
const kccMs = 20_000;

async function linksOf(agent: NodeAgent, settings: string, ctx: Ctx) {
  const filter = "(objectClass=nTDSConnection)";
  return search(agent, { base: settings, scope: "one", filter, attributes: ["fromServer"] }, ctx);
}

export const kind: FaultKind<Spec, LinksUndo> = {
  kind: "connections-deleted",
  about:
    "An administrator deletes a controller's connections (nTDSConnection), by which it knows whom to pull from. The KCC makes them again at its next run; healing asks it to run now.",
  schema,
  args: ["node"],
  async prepare(spec, env, ctx) {
    const node = env.resolve(spec.node);
    const agent = await env.agent(node, ctx);
    const settings = await settingsOf(agent, ctx);
    const found = settings === "" ? [] : await linksOf(agent, settings, ctx);
    if (found.length === 0)
      throw nodeFailed(node, `${node} has no connection that could be deleted`, {
        hint: `halab exec CLUSTER ${node} -- samba-tool drs showrepl`,
      });
    const from = found.map((one) => partOf(one.get("fromserver") ?? "", 1).toLowerCase());
    const title = `delete the connections of ${node} from ${from.join(" and ")}`;
    return { title, nodes: [node], undo: { kind: "connections-deleted", node, settings } };
  },
  // The KCC undoes it by itself.
  async arm() {},
  async inject({ node, settings }, env, ctx) {
    const agent = await env.agent(node, ctx);
    const links = await linksOf(agent, settings, ctx);
    for (const link of links) await remove(agent, link.get("dn") ?? "", ctx);
    return ctx.clock.nowNs();
  },
  async verify({ node, settings }, env, ctx) {
    const left = await linksOf(await env.agent(node, ctx), settings, ctx);
    return seen(left.length === 0, `${node} has ${left.length} connections`);
  },
  async heal({ node, settings }, env, ctx) {
    const agent = await env.agent(node, ctx);
    if ((await linksOf(agent, settings, ctx)).length > 0) return;
    await agent.run(["timeout", (kccMs / 1000).toFixed(0), "samba_kcc"], ctx, { long: true });
  },
  async verifyHealed({ node, settings }, env, ctx) {
    const found = await linksOf(await env.agent(node, ctx), settings, ctx);
    return seen(found.length > 0, `${node} has ${found.length} connections`);
  },
};
