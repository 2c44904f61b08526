import { z } from "zod";
import { nodeFailed } from "../../../core/base/error.ts";
import type { Ctx } from "../../../core/base/time.ts";
import type { NodeAgent } from "../../../core/cluster/provider.ts";
import type { FaultKind, Undo } from "../../../core/kinds/fault.ts";
import { armInNode, disarmInNode, seen } from "../../../core/kinds/fault-tools.ts";
import { nodeRef } from "../../../core/kinds/values.ts";
import { change, newValue, search, settingsOf } from "../ldb.ts";

const schema = z.strictObject({
  fault: z.literal("inbound-off"),
  node: nodeRef.describe("The controller that is to take nothing from others."),
});
type Spec = z.infer<typeof schema>;

interface OffUndo extends Undo {
  readonly kind: "inbound-off";
  readonly node: string;
  readonly settings: string;
  /** As they were. */
  readonly options: number;
}

/** NTDSDSA_OPT_DISABLE_INBOUND_REPL (MS-ADTS 6.1.1.2.2.1.2.1.1). */
const disabled = 2;
const armed = "inbound-off";

async function optionsOf(
  agent: NodeAgent,
  settings: string,
  ctx: Ctx,
): Promise<number | undefined> {
  const [found] = await search(
    agent,
    { base: settings, scope: "base", attributes: ["options"] },
    ctx,
  );
  return found && Number(found.get("options") ?? 0);
}

const set = (settings: string, options: number): string =>
  newValue(settings, "options", String(options));

export const kind: FaultKind<Spec, OffUndo> = {
  kind: "inbound-off",
  about:
    "Replication towards a controller is switched off (`samba-tool drs options --dsa-option=+DISABLE_INBOUND_REPL`): it serves and takes writes, and hears of nothing that is changed elsewhere, until it is forced.",
  schema,
  args: ["node"],
  async prepare(spec, env, ctx) {
    const node = env.resolve(spec.node);
    const agent = await env.agent(node, ctx);
    const settings = await settingsOf(agent, ctx);
    const options = settings === "" ? undefined : await optionsOf(agent, settings, ctx);
    if (options === undefined) throw nodeFailed(node, `${node} is no controller of a domain`);
    return {
      title: `switch replication to ${node} off`,
      nodes: [node],
      undo: { kind: "inbound-off", node, settings, options: options & ~disabled },
    };
  },
  async arm({ node, settings, options }, ttlMs, env, ctx) {
    const undo = 'printf %s "$1" | ldbmodify -H /var/lib/samba/private/sam.ldb';
    const argv = ["/bin/sh", "-c", undo, "halab-inbound", set(settings, options)];
    await armInNode(await env.agent(node, ctx), armed, ttlMs, argv, ctx);
  },
  async inject({ node, settings, options }, env, ctx) {
    await change(await env.agent(node, ctx), set(settings, options | disabled), ctx);
    return ctx.clock.nowNs();
  },
  async verify({ node, settings }, env, ctx) {
    const options = await optionsOf(await env.agent(node, ctx), settings, ctx);
    const off = options !== undefined && (options & disabled) !== 0;
    return seen(off, `replication to ${node} is ${off ? "off" : "on"}`);
  },
  async heal({ node, settings, options }, env, ctx) {
    const agent = await env.agent(node, ctx);
    await disarmInNode(agent, armed, ctx);
    await change(agent, set(settings, options), ctx);
  },
  async verifyHealed({ node, settings }, env, ctx) {
    const options = await optionsOf(await env.agent(node, ctx), settings, ctx);
    const on = options !== undefined && (options & disabled) === 0;
    return seen(on, `replication to ${node} is ${on ? "on" : "off"}`);
  },
};
