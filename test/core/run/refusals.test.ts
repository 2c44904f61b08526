import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { HalabError } from "../../../cli/core/base/error.ts";
import { Agents } from "../../../cli/core/cluster/agents.ts";
import type { Plan, PlannedStep } from "../../../cli/core/cluster/plan.ts";
import type { Cluster, Provider } from "../../../cli/core/cluster/provider.ts";
import type { JournalEvent } from "../../../cli/core/journal/events.ts";
import { readJournal } from "../../../cli/core/journal/file.ts";
import { RunView } from "../../../cli/core/journal/view.ts";
import { Refusals } from "../../../cli/core/run/refusals.ts";
import { play } from "../../../cli/core/run/run.ts";
import { FakeCluster } from "../../fake/cluster.ts";
import { createFake } from "../../fake/index.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { labDir, openDir } from "../../fixtures/labs.ts";
import { TempState } from "../../fixtures/temp.ts";

/** The small lab, as if the student had written the files of node b. */
async function small(): Promise<{ plan: Plan; lab: Awaited<ReturnType<typeof openDir>>["lab"] }> {
  const { lab, plan } = await openDir(labDir("small"));
  const nodes = plan.nodes.map((node) => ({
    ...node,
    files: node.files.map((file) => ({
      ...file,
      owner: node.name === "b" ? ("student" as const) : ("lab" as const),
    })),
  }));
  return { lab, plan: { ...plan, nodes } };
}

const stopped = (node = "b") =>
  new HalabError("NODE_REFUSED", `the agent of ${node} has not greeted`, { node });

/** A cluster whose node b never lets anybody in; `mute` neither does the client. */
async function watched({ mute = false, machine = "container" } = {}) {
  const [ctx, { plan }] = [testCtx(), await small()];
  const cluster = new FakeCluster("small", plan, ctx);
  for (const node of plan.nodes) await cluster.powerOn(node.name, ctx);
  const status = await cluster.status();
  cluster.status = async () => ({
    ...status,
    nodes: status.nodes.map((node) => ({ ...node, machine: machine as "container" | "vm" })),
  });
  const events: JournalEvent[] = [];
  const agents = new Agents({
    openAgent: async (node, inner) => {
      if (mute) throw new HalabError("ENGINE_FAILED", "no");
      return cluster.openAgent(node, inner);
    },
  });
  const view = new RunView();
  const emit = (event: JournalEvent) => {
    view.apply(event);
    events.push(event);
  };
  const refusals = new Refusals({ plan, cluster, agents, view, emit });
  return { refusals, events, agents, view, emit, ctx };
}

describe("a node that will not be examined", () => {
  it("is written down once when it is the student's, and is not asked again until it was off", async () => {
    const { refusals, events, agents, ctx } = await watched();
    expect(await refusals.isRefusal(stopped(), ctx)).toBe(true);
    expect(await refusals.isRefusal(stopped(), ctx)).toBe(true);
    expect(events).toMatchObject([{ kind: "refusal", node: "b", why: stopped().message }]);
    await expect(agents.get("b", ctx)).rejects.toMatchObject({ code: "NODE_REFUSED" });
    refusals.forgive("b");
    expect((await agents.get("b", ctx)).node).toBe("b");
  });

  it.each([
    ["nobody's node", stopped("a")],
    ["no node", new HalabError("NODE_REFUSED", "the agent of the switch has not greeted")],
    ["another error", new HalabError("ENGINE_FAILED", "no", { node: "b" })],
    ["no error of ours", new Error("oops")],
  ])("is none for %s", async (_, error) => {
    const { refusals, events, ctx } = await watched();
    expect(await refusals.isRefusal(error, ctx)).toBe(false);
    expect(events).toEqual([]);
  });

  it("is none when nobody else answers: it is the machine, or the engine", async () => {
    const { refusals, events, ctx } = await watched({ mute: true });
    expect(await refusals.isRefusal(stopped(), ctx)).toBe(false);
    expect(events).toEqual([]);
  });

  it("may break its connection off; not when nobody's broke with it", async () => {
    const { refusals, events, ctx } = await watched();
    const ended = new HalabError("NODE_UNREACHABLE", "the agent of b ended");
    refusals.noteLost("a", 1e9);
    await refusals.brokeOff("b", 2e9, ended, ctx);
    expect(events).toEqual([]);
    await refusals.brokeOff("b", 9e9, ended, ctx);
    expect(events).toMatchObject([{ kind: "refusal", why: "the agent of b ended" }]);
  });

  it.each([
    ["vm", 0],
    ["container", 1],
  ])("of a %s under a fault of ours: %i refusals", async (machine, count) => {
    const { refusals, events, emit, ctx } = await watched({ machine });
    const fault = { id: "f", step: "s", fault: "reset", title: "reset b", nodes: ["b"] };
    emit({ kind: "fault", t: 1e9, phase: "intent", evidence: [], ...fault });
    await refusals.brokeOff("b", 9e9, new HalabError("NODE_UNREACHABLE", "ended"), ctx);
    expect(events.filter(({ kind }) => kind === "refusal")).toHaveLength(count);
  });

  it("that floods is one, too; a program of ours elsewhere is a note", async () => {
    const { refusals, events, ctx } = await watched();
    await refusals.floods("a", "halab-probe on a said more than 1024 MiB: it was ended", ctx);
    await refusals.floods("b", "halab-watch on b said more than 100 lines a second", ctx);
    expect(events.map(({ kind }) => kind)).toEqual(["note", "refusal"]);
  });
});

/** A provider whose nodes' agents are opened by `open`, which is given the true way. */
function opening(open: (way: Cluster["openAgent"]) => Cluster["openAgent"]) {
  const fake = createFake();
  const provider: Provider = {
    ...fake,
    up: async (plan, options, ctx) => {
      const { cluster, notes } = await fake.up(plan, options, ctx);
      cluster.openAgent = open(cluster.openAgent.bind(cluster));
      return { cluster, notes };
    },
  };
  return provider;
}

describe("a run on a cluster in which the student's node lets nobody in", () => {
  it("comes to its end, and fails: no error of the engine, no unknown", async () => {
    using _state = new TempState();
    const provider = opening((way) => async (node, ctx) => {
      if (node === "b") throw stopped();
      return way(node, ctx);
    });
    const { report } = await play({ ...(await small()), provider, name: "small" }, testCtx());
    expect(report).toMatchObject({ verdict: "fail", points: 0 });
    for (const step of report.steps) expect(step.verdict).toBe("fail");
    expect(JSON.stringify(report.steps)).toContain(
      "b, the student's, would not be examined from 0.3 s on: the agent of b has not greeted",
    );
  });

  it.each(["heal", "break"] as const)(
    "when it has to %s: the step fails, the run goes on",
    async (when) => {
      using _state = new TempState();
      const { lab, plan } = await small();
      const steps = plan.steps.map((step) =>
        step.id === "goodbye" ? { ...step, fault: { ...step.fault, node: "b" } } : step,
      );
      const verb = when === "heal" ? "start" : "stop";
      const shut = new Set<string>();
      const provider = opening((way) => async (node, ctx) => {
        if (shut.has(node)) throw stopped(node);
        const agent = await way(node, ctx);
        const run = agent.run.bind(agent);
        agent.run = async (argv, ...rest) => {
          if (node === "b" && argv[0] === "halab-svc" && argv[1] === verb) {
            shut.add(node);
            await agent[Symbol.asyncDispose]();
            throw stopped(node);
          }
          return run(argv, ...rest);
        };
        return agent;
      });
      const last = { ...steps.find(({ id }) => id === "steady"), id: "after" } as PlannedStep;
      const played = play(
        { lab, plan: { ...plan, steps: [...steps, last] }, provider, name: "small" },
        testCtx(),
      );
      const { report, dir } = await played;
      expect(readJournal(join(dir, "journal.ndjson")).at(-1)).toMatchObject({ reason: "finished" });
      const verdicts = report.steps.map(({ id, verdict, points }) => [id, verdict, points]);
      expect(verdicts.slice(3)).toEqual([
        ["goodbye", "fail", 0],
        ["after", "fail", 0],
      ]);
      expect(JSON.stringify(report.steps[3])).toContain("would not be examined");
    },
  );
});
