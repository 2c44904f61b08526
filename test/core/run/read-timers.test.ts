import { expect, it } from "vitest";
import { HalabError } from "../../../cli/core/base/error.ts";
import type { JournalEvent } from "../../../cli/core/journal/events.ts";
import { Sink } from "../../../cli/core/journal/sink.ts";
import { Session } from "../../../cli/core/run/session.ts";
import { FakeCluster } from "../../fake/cluster.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { labDir, openDir } from "../../fixtures/labs.ts";

/** The small lab, whose student wrote the files of b; what is asked of b's daemons is refused. */
async function refusing(machine: "container" | "vm") {
  const ctx = testCtx();
  const { lab, plan } = await openDir(labDir("small"));
  const cluster = new FakeCluster("small", plan, ctx);
  for (const node of plan.nodes) await cluster.powerOn(node.name, ctx);
  const status = await cluster.status();
  const nodes = status.nodes.map((node) => ({ ...node, machine }));
  cluster.status = async () => ({ ...status, nodes });
  const asked: string[] = [];
  const open = cluster.openAgent.bind(cluster);
  cluster.openAgent = async (name, inner) => {
    const agent = await open(name, inner);
    const run = agent.run.bind(agent);
    agent.run = async (argv, ...rest) => {
      if (argv[0] === "halab-svc") asked.push(name);
      if (argv[0] === "halab-svc" && name === "b")
        throw new HalabError("NODE_REFUSED", "the agent of b has not answered", { node: "b" });
      return run(argv, ...rest);
    };
    return agent;
  };
  const [events, sink]: [JournalEvent[], Sink] = [[], new Sink()];
  sink.listen((event) => events.push(event));
  const session = new Session({ plan, kinds: lab.kinds, cluster, sink, ctx });
  await session.attachAll();
  const fault = { id: "f", step: "s", fault: "hang-disk", title: "hang b", nodes: ["b"] };
  return {
    cluster,
    session,
    fault: () => session.emit({ kind: "fault", t: 1, phase: "effect", evidence: [], ...fault }),
    asked,
    refusals: () => events.filter(({ kind }) => kind === "refusal").length,
  };
}

it("a frozen node is not asked for its timers: it could not answer", async () => {
  const { cluster, session, fault, asked, refusals } = await refusing("container");
  await using _ = session;
  await cluster.freeze("b");
  fault();
  await session.readTimers();
  expect([new Set(asked), refusals()]).toEqual([new Set(["a"]), 0]);
});

it.each([
  ["container", true, 1],
  ["container", false, 1],
  ["vm", true, 0],
  ["vm", false, 1],
] as const)(
  "a %s that does not answer, under a fault: %s, is %i refusal",
  async (machine, under, count) => {
    const { session, fault, refusals } = await refusing(machine);
    await using _ = session;
    if (under) fault();
    await session.readTimers();
    expect(refusals()).toBe(count);
  },
);
