import { z } from "zod";
import { HalabError, messageOf } from "../../../core/base/error.ts";
import { type Ctx, waitUntil } from "../../../core/base/time.ts";
import { must } from "../../../core/cluster/commands.ts";
import type { NodeAgent } from "../../../core/cluster/provider.ts";
import { type MeasureEnv, type MeasureKind, measureSchema } from "../../../core/kinds/measure.ts";
import { nodeName } from "../../../core/kinds/values.ts";
import { epochIn, epochText } from "../epoch.ts";

const schema = measureSchema("configuration", {
  nodes: z.array(nodeName).min(1).describe("Members of one cluster of Pacemaker's."),
});
type Spec = z.infer<typeof schema>;

/** dc-deadtime, an election, and what the controller then does: a node that is undecided for longer stays so. */
const decidedMs = 40_000;

/** crmadmin(8) waits for a controller, for as long as it may: here as long as one look may take. */
const script = `
dc=$(timeout 1 crmadmin --dc_lookup 2>&1 | sed -n 's/.* is: \\([^ ]*\\).*/\\1/p')
[ -n "$dc" ] && timeout 1 crmadmin --status="$dc" 2>&1 | grep -q S_IDLE && echo "$dc"
exit 0`;

/** Who decides for this node, once that one has nothing more to do. */
async function decision(agent: NodeAgent, ctx: Ctx): Promise<string | undefined> {
  const { stdout } = await agent.run(["/bin/sh", "-c", script, "halab-dc"], ctx, { long: true });
  return /^\S+$/m.exec(stdout)?.[0];
}

async function decided(agent: NodeAgent, ctx: Ctx): Promise<string> {
  const what = `a controller of ${agent.node} that has decided`;
  try {
    const found = () => decision(agent, ctx);
    const dc = await waitUntil(found, { what, timeoutMs: decidedMs, everyMs: 200 }, ctx);
    return `${dc} decides, and has nothing more to do`;
  } catch (error) {
    if (!(error instanceof HalabError) || error.code !== "TIMEOUT") throw error;
    return messageOf(error);
  }
}

async function ofNode(node: string, env: MeasureEnv, ctx: Ctx) {
  const agent = await env.agent(node, ctx);
  const who = await decided(agent, ctx);
  const cib = await must(agent, ["cibadmin", "--query", "--local"], ctx);
  const epoch = epochIn(cib);
  if (!epoch) throw new HalabError("NODE_FAILED", `${node}'s CIB has no epoch`, { node });
  return { epoch: epochText(epoch), text: `${node}: ${epochText(epoch)}; ${who}` };
}

async function take({ nodes }: Spec, env: MeasureEnv, ctx: Ctx) {
  const found = await Promise.all(nodes.map((node) => ofNode(node, env, ctx)));
  const [first = "", ...others] = new Set(found.map(({ epoch }) => epoch));
  const value = others.length === 0 ? first : "different";
  return { value, unit: "" as const, evidence: found.map(({ text }) => text) };
}

export const kind: MeasureKind<Spec> = {
  kind: "configuration",
  about:
    "Which configuration nodes of Pacemaker have on their own disks, once their controller has decided and rests: admin_epoch and epoch, as `1.18`; `different` where they do not agree.",
  schema,
  title: ({ nodes }) => `the configuration that ${nodes.join(", ")} know`,
  take,
};
