/** Vagrant's machine -> a node: the node's software where the box has none, its files, its init. */
import { HalabError, messageOf } from "../../core/base/error.ts";
import { tarOf } from "../../core/base/tar.ts";
import { type Ctx, withDeadline } from "../../core/base/time.ts";
import type { makeIdentities } from "../../core/cluster/identity.ts";
import type { Plan, PlannedNode } from "../../core/cluster/plan.ts";
import type { NodeAgent } from "../../core/cluster/provider.ts";
import { nodeArchive } from "../docker/boot.ts";
import { definition, hashOf, layersOf } from "../docker/images/definition.ts";
import { nodeDown } from "../node-down.ts";
import type { Ways } from "./access.ts";

const startNodeFile = "/usr/lib/halab/start-node";
export const consoleFile = "/run/halab/console";
/** The slowest service needs 5 s (halab-svc), several of them without hardware help more. */
const readyDeadlineMs = 120_000;
const shownLines = 30;

/** What is the same for every node of one `up`. */
export interface Starting {
  readonly ways: Ways;
  readonly plan: Plan;
  readonly identity: ReturnType<typeof makeIdentities>;
}

/** Gives a fresh machine all that makes it the node, and waits until its services run. */
export async function startNode({ ways, plan, identity }: Starting, node: PlannedNode, ctx: Ctx) {
  const archive = await nodeArchive(plan, node, (link) => `mac:${link.mac}`, identity(node));
  const start = () => ways.run(node.name, startNodeFile, archive, ctx);
  // What not every node has is in no box; a machine that has it already is left alone.
  if (layersOf(node).length > 0) await provision(ways, node, ctx);
  let { exitCode, said } = await start();
  if (exitCode !== 0 && /command not found|No such file/.test(said)) {
    await provision(ways, node, ctx);
    ({ exitCode, said } = await start());
  }
  await using agent = await ways.agent(node.name, ctx);
  if (exitCode !== 0) throw nodeDown(node.name, said.trim(), await tail(agent, ctx));
  await awaitReady(agent, node.name, ctx);
}

/** Until init says that it is ready; throws NODE_FAILED, or CONFIG_INVALID, with the node's last lines. */
export async function awaitReady(agent: NodeAgent, node: string, ctx: Ctx): Promise<void> {
  const lines: string[] = [];
  let follow: (why: string | undefined) => void = () => {};
  const said = new Promise<string | undefined>((resolve) => {
    follow = resolve;
  });
  await using _tail = agent.spawn(["tail", "-n", "+1", "-F", consoleFile], (line) => {
    lines.push(line);
    if (line.startsWith("halab: ready")) follow(undefined);
    else if (line.startsWith("halab: failed ")) follow(line.slice("halab: failed ".length));
  });
  const why = await withDeadline(`node ${node} to be ready`, readyDeadlineMs, ctx, () =>
    Promise.race([said, agent.closed.then(() => "it went away")]),
  ).catch((error: unknown) => {
    ctx.signal.throwIfAborted();
    return messageOf(error);
  });
  if (why !== undefined) throw nodeDown(node, why, lines.slice(-shownLines));
}

async function tail(agent: NodeAgent, ctx: Ctx): Promise<string[]> {
  const { stdout } = await agent.run(["tail", "-n", String(shownLines), consoleFile], ctx);
  return stdout.trimEnd().split("\n");
}

/** A box of ours has the software; any other Debian gets it, once. */
async function provision(ways: Ways, planned: PlannedNode, ctx: Ctx): Promise<void> {
  const files = definition("node", { layers: layersOf(planned) });
  const version = hashOf(files);
  const node = planned.name;
  const task = `software of ${node}`;
  ctx.progress({ task, state: "start", text: `installing the daemons on ${node}` });
  const dir = "/usr/lib/halab/build";
  const script = `rm -rf ${dir} && mkdir -p ${dir} && tar -x -C ${dir} -f - && exec sh ${dir}/provision ${version}`;
  const { exitCode, said } = await ways.run(node, `sh -c '${script}'`, await tarOf(files), ctx);
  if (exitCode === 0) {
    ctx.progress({ task, state: "done", text: `daemons on ${node}` });
    return;
  }
  ctx.progress({ task, state: "fail", text: `the daemons on ${node} were not installed` });
  throw new HalabError("NODE_FAILED", `${node}: its daemons could not be installed`, {
    details: said.trim().split("\n").slice(-shownLines),
    hint: "the box must be Debian and reach its packages; or: halab image build --box",
  });
}
