/** The members of a Galera cluster as their operator sees them. */
import { HalabError, nodeFailed } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";
import { must, servicePids } from "../../core/cluster/commands.ts";
import type { NodeAgent } from "../../core/cluster/provider.ts";
import type { FaultEnv } from "../../core/kinds/fault.ts";

export const service = "mariadb";
export const program = "halab-galera";

/** What an operator's script is told of each. */
interface Position {
  readonly node: string;
  /** "UUID SEQNO SAFE_TO_BOOTSTRAP". */
  readonly text: string;
}

/** The nodes with the service. */
export function membersOf({ plan }: Pick<FaultEnv, "plan">): readonly string[] {
  return plan.nodes.filter(({ services }) => services.includes(service)).map(({ name }) => name);
}

/** For `verify`: whether it is Synced, in a primary component. */
export async function isSynced(node: string, env: FaultEnv, ctx: Ctx) {
  if ((await env.cluster.state(node, ctx)) !== "running")
    return { ok: false, what: `${node} is off` };
  const { stdout } = await (await env.agent(node, ctx)).run([program, "standing"], ctx);
  const said = stdout.trim();
  return {
    ok: /^\d+ Primary Synced$/.test(said),
    what: `${node} is ${said === "" ? "silent" : said}`,
  };
}

/** For `verify`: whether MariaDB does not run there. */
export async function isStopped(node: string, env: FaultEnv, ctx: Ctx) {
  const pids = await servicePids(await env.agent(node, ctx), service, ctx);
  return {
    ok: pids.length === 0,
    what: `MariaDB of ${node} ${pids.length > 0 ? "runs" : "ended"}`,
  };
}

/** Resolves when it is Synced; joining may take a copy of all data. Throws NODE_FAILED, with its last words. */
export async function started(node: string, env: FaultEnv, ctx: Ctx): Promise<void> {
  await mustLong(await env.agent(node, ctx), ["halab-svc", "start", service], ctx);
}

export async function stopped(node: string, env: FaultEnv, ctx: Ctx): Promise<void> {
  await mustLong(await env.agent(node, ctx), ["halab-svc", "stop", service], ctx);
}

/** A command that takes as long as what it does; it has a deadline of its own. */
export async function mustLong(agent: NodeAgent, argv: readonly string[], ctx: Ctx) {
  const { exitCode, stdout, stderr } = await agent.run(argv, ctx, { long: true });
  if (exitCode === 0) return;
  throw nodeFailed(agent.node, `\`${argv.join(" ")}\` on ${agent.node} exited with ${exitCode}`, {
    details: `${stdout}${stderr}`.trim().split("\n").slice(-8),
  });
}

async function positionsOf(nodes: readonly string[], env: FaultEnv, ctx: Ctx) {
  return Promise.all(
    nodes.map(async (node): Promise<Position> => {
      const said = await must(await env.agent(node, ctx), [program, "position"], ctx);
      return { node, text: said.trim() };
    }),
  );
}

/** The node that the operator's own script (galera-choose) names when it is told how far each has come. */
export async function chosenOf(nodes: readonly string[], env: FaultEnv, ctx: Ctx): Promise<string> {
  const [first] = nodes;
  if (first === undefined) throw new HalabError("USAGE", "there is no member to begin with");
  const positions = await positionsOf(nodes, env, ctx);
  const input = positions.map(({ node, text }) => `${node} ${text}\n`).join("");
  const said = await must(await env.agent(first, ctx), [program, "choose"], ctx, input);
  const node = said.trim();
  if (nodes.includes(node)) return node;
  throw nodeFailed(first, `galera-choose on ${first} said "${node}", which is no member`, {
    details: input.trim().split("\n"),
  });
}

/** Begins the cluster anew with one of them, whatever Galera says of that; the others join it, and give up what they have more. */
export async function begunWith(
  node: string,
  others: readonly string[],
  env: FaultEnv,
  ctx: Ctx,
): Promise<void> {
  await mustLong(await env.agent(node, ctx), [program, "bootstrap"], ctx);
  const join = async (other: string) =>
    mustLong(await env.agent(other, ctx), [program, "join"], ctx);
  await Promise.all(others.map(join));
}
