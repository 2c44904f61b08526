/** What a primary answers for its own zones: that is what clients and secondaries get, whatever its files say. */
import { nodeFailed } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";
import type { Plan } from "../../core/cluster/plan.ts";
import type { NodeAgent } from "../../core/cluster/provider.ts";
import { ask, askThrough, recordsIn } from "./named.ts";
import { serialIn } from "./zone-file.ts";

/** An answer with authority, in dig's words. */
interface Served {
  readonly server: string;
  readonly text: string;
}

const statusIn = (text: string) => /status: ([A-Z]+)/.exec(text)?.[1] ?? "no answer";

/** A node's addresses, in the order in which it is asked; some configurations listen to few of them. */
function ownAddresses(plan: Pick<Plan, "nodes">, node: string): string[] {
  const links = plan.nodes.find(({ name }) => name === node)?.links ?? [];
  return [...links.map(({ address }) => address), "127.0.0.1"];
}

/** Throws NODE_FAILED when the node does not answer for its own zone. */
export async function served(
  agent: NodeAgent,
  plan: Pick<Plan, "nodes">,
  question: { readonly name: string; readonly type: "A" | "SOA" },
  ctx: Ctx,
): Promise<Served> {
  const said: string[] = [];
  for (const server of ownAddresses(plan, agent.node)) {
    const asked = { server, ...question };
    const text = await (asked.type === "A" ? askThrough : ask)(agent, asked, ctx);
    if (/^;; flags:[^;]*\baa\b/m.test(text)) return { server, text };
    said.push(`${server}: ${statusIn(text)}`);
  }
  const { name, type } = question;
  throw nodeFailed(
    agent.node,
    `${agent.node} does not answer itself with authority for ${type} of ${name} (${said.join(", ")})`,
    { hint: `halab exec CLUSTER ${agent.node} -- dig @${said[0]?.split(":")[0]} ${name} ${type}` },
  );
}

/** The serial that it answers with; undefined: no such zone. */
export async function servedSerial(
  agent: NodeAgent,
  plan: Pick<Plan, "nodes">,
  zone: string,
  ctx: Ctx,
): Promise<number | undefined> {
  return serialIn((await served(agent, plan, { name: zone, type: "SOA" }, ctx)).text);
}

/** The addresses that a name has in the end, through its aliases. */
export async function servedAddresses(
  agent: NodeAgent,
  plan: Pick<Plan, "nodes">,
  name: string,
  ctx: Ctx,
): Promise<string[]> {
  const { text } = await served(agent, plan, { name, type: "A" }, ctx);
  return recordsIn(text, "A").map(({ data }) => data);
}
