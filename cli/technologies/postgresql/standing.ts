/** How the servers of a cluster stand: who takes writes, and who has how much of them. */
import { HalabError } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";
import { must } from "../../core/cluster/commands.ts";
import type { FaultEnv } from "../../core/kinds/fault.ts";

interface Standing {
  readonly node: string;
  readonly role: "primary" | "standby";
  /** Of WAL: written, or received and replayed. */
  readonly bytes: number;
}

/** The nodes with a server, whoever starts it. */
export function serversOf({ plan }: Pick<FaultEnv, "plan">): readonly string[] {
  // Patroni starts one by itself.
  const services = ["postgresql", "patroni"];
  return plan.nodes
    .filter((node) => node.services.some((name) => services.includes(name)))
    .map(({ name }) => name);
}

/** Undefined: it is off, or its server does not answer. */
export async function standingOf(
  node: string,
  env: FaultEnv,
  ctx: Ctx,
): Promise<Standing | undefined> {
  if ((await env.cluster.state(node, ctx)) !== "running") return undefined;
  const agent = await env.agent(node, ctx);
  const { stdout } = await agent.run(["halab-postgresql", "standing"], ctx);
  const [, role, bytes] = /^(primary|standby) (\d+)\s*$/.exec(stdout) ?? [];
  if (role !== "primary" && role !== "standby") return undefined;
  return { node, role, bytes: Number(bytes) };
}

export async function standingsOf(
  nodes: readonly string[],
  env: FaultEnv,
  ctx: Ctx,
): Promise<readonly Standing[]> {
  const all = await Promise.all(nodes.map((node) => standingOf(node, env, ctx)));
  return all.filter((one) => one !== undefined);
}

/** The standby that has received most; the first of those that have as much. Throws when there is none. */
export async function furthestOf(
  nodes: readonly string[],
  env: FaultEnv,
  ctx: Ctx,
): Promise<Standing> {
  const all = await standingsOf(nodes, env, ctx);
  const [first] = all
    .filter(({ role }) => role === "standby")
    .toSorted((a, b) => b.bytes - a.bytes);
  if (first) return first;
  throw new HalabError("NODE_FAILED", `none of ${nodes.join(", ")} is a standby that answers`, {
    hint: "halab logs",
  });
}

/** Makes a standby a primary; resolves when it takes writes. */
export async function promote(node: string, env: FaultEnv, ctx: Ctx): Promise<void> {
  await must(await env.agent(node, ctx), ["halab-postgresql", "promote"], ctx);
}

/** For `verify`: who says that it takes writes. */
export async function isPrimary(node: string, env: FaultEnv, ctx: Ctx) {
  const standing = await standingOf(node, env, ctx);
  return {
    ok: standing?.role === "primary",
    what: `${node} is ${standing ? `a ${standing.role}` : "silent"}`,
  };
}
