/** A running cluster as `halab diagnose` looks at it: its files, what daemons say, what is heard and felt for a moment. */
import { type Ctx, waitUntil } from "../../base/time.ts";
import { halabVersion } from "../../base/version.ts";
import type { Asked } from "../../cluster/asked.ts";
import { readLogs } from "../../cluster/commands.ts";
import type { Plan } from "../../cluster/plan.ts";
import type { Cluster } from "../../cluster/provider.ts";
import { journalSchema } from "../../journal/events.ts";
import { Sink } from "../../journal/sink.ts";
import type { RunView } from "../../journal/view.ts";
import type { Kinds } from "../../kinds/all.ts";
import { planOn } from "../../kinds/probe.ts";
import { Session } from "../session.ts";
import { statesOf } from "../states.ts";
import { asItIs } from "./as-it-is.ts";
import { askAll } from "./ask.ts";

/** Daemons speak once a second as a rule, some a third of that: each is heard, and probes have asked some hundred times. */
const listenS = 3;

interface Looked {
  /** With the files as the nodes have them. */
  readonly plan: Plan;
  readonly view: RunView;
  readonly logs: ReadonlyMap<string, string>;
  readonly states: ReadonlyMap<string, string>;
  readonly asked: Asked;
}

/** Looks at a cluster for a few seconds, and leaves it as it is. Nodes that are off are not asked. */
export async function lookAt(
  options: { readonly plan: Plan; readonly kinds: Kinds; readonly cluster: Cluster },
  ctx: Ctx,
): Promise<Looked> {
  const { kinds, cluster } = options;
  const status = await cluster.status(ctx);
  const running = status.nodes.filter(({ state }) => state === "running").map(({ name }) => name);
  const plan = planOn(await runningAsTheyAre({ ...options, running }, ctx), status);
  const sink = new Sink();
  await using ways = new AsyncDisposableStack();
  const access = await cluster.openSwitch(ctx);
  ways.defer(() => access.agent[Symbol.asyncDispose]());
  await using session = new Session({ plan, kinds, cluster, sink, ctx });
  const { emit } = session;
  const t = session.now();
  const about = { run: "look", lab: plan.lab, provider: cluster.provider, halab: halabVersion() };
  emit({ kind: "run", t, schema: journalSchema, ...about, wall: "", plan, host: {} });
  await session.attachAll();
  session.listen(async () => access);
  await session.readTimers();
  const [states, asked] = await Promise.all([
    statesOf(running, session.agents, ctx),
    askAll({ plan, nodes: status.nodes, agents: session.agents }, ctx),
    listened(session, ctx),
  ]);
  session.throwIfLost();
  const logs = await logsOf(plan, session, ctx);
  emit({ kind: "end", t: session.now(), reason: "finished", text: "" });
  return { plan, view: session.view, logs, states, asked };
}

/** The plan with the files as the running nodes have them; of others as they were given. */
async function runningAsTheyAre(
  {
    plan,
    cluster,
    running,
  }: Pick<Looked, "plan"> & { cluster: Cluster; running: readonly string[] },
  ctx: Ctx,
): Promise<Plan> {
  const nodes = plan.nodes.filter(({ name }) => running.includes(name));
  const there = await asItIs({ ...plan, nodes }, cluster, ctx);
  const byName = new Map(there.nodes.map((node) => [node.name, node]));
  return { ...plan, nodes: plan.nodes.map((node) => byName.get(node.name) ?? node) };
}

/** So long that each daemon has spoken. */
async function listened(session: Session, ctx: Ctx): Promise<void> {
  const endNs = session.now() + listenS * 1e9;
  const over = () => (session.now() >= endNs ? true : undefined);
  await waitUntil(over, { what: "adverts of the nodes", timeoutMs: 2 * listenS * 1000 }, ctx);
}

/** A node that does not answer has none to give. */
async function logsOf(
  plan: Plan,
  { agents }: Session,
  ctx: Ctx,
): Promise<ReadonlyMap<string, string>> {
  const logs = new Map<string, string>();
  await Promise.allSettled(
    plan.nodes.map(async ({ name }) => {
      logs.set(name, await readLogs(await agents.get(name, ctx), ctx));
    }),
  );
  return logs;
}
