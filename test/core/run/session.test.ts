import { describe, expect, it } from "vitest";
import { HalabError } from "../../../cli/core/base/error.ts";
import type { Ctx } from "../../../cli/core/base/time.ts";
import type { NodeAgent } from "../../../cli/core/cluster/provider.ts";
import type { JournalEvent } from "../../../cli/core/journal/events.ts";
import { Sink } from "../../../cli/core/journal/sink.ts";
import { Session } from "../../../cli/core/run/session.ts";
import { FakeCluster } from "../../fake/cluster.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { labDir, openDir } from "../../fixtures/labs.ts";

/** The small lab's session, all of whose nodes run; `change` is shown each agent before it is used. */
async function opened(change: (agent: NodeAgent) => void) {
  const ctx = testCtx();
  const { lab, plan } = await openDir(labDir("small"));
  const cluster = new FakeCluster("small", plan, ctx);
  for (const { name } of plan.nodes) await cluster.powerOn(name, ctx);
  const open = cluster.openAgent.bind(cluster);
  cluster.openAgent = async (node, inner) => {
    const agent = await open(node, inner);
    change(agent);
    return agent;
  };
  const [events, sink]: [JournalEvent[], Sink] = [[], new Sink()];
  sink.listen((event) => events.push(event));
  const session = new Session({ plan, kinds: lab.kinds, cluster, sink, ctx });
  return { session, events, ctx, plan, cluster };
}

/** Attached; `run` stands before each command in node a. */
async function attached(run: (argv: readonly string[], ctx: Ctx) => Promise<void>) {
  const all = await opened((agent) => {
    if (agent.node !== "a") return;
    const way = agent.run.bind(agent);
    agent.run = async (argv, within, ...rest) => {
      await run(argv, within);
      return way(argv, within, ...rest);
    };
  });
  await all.session.attachAll();
  return all;
}

describe("the ways into nodes", () => {
  it("are opened no more when the session has ended", async () => {
    const { session, ctx } = await attached(async () => {});
    await session[Symbol.asyncDispose]();
    await expect(session.agents.get("a", ctx)).rejects.toMatchObject({ code: "CANCELLED" });
  });
});

describe("a node that ends while it is attached", () => {
  const unreachable = new HalabError("NODE_UNREACHABLE", "a is off or frozen", { node: "a" });

  /** What attaching comes to when the knock on node a is not answered, and `then` becomes of it. */
  async function knocked(then: (cluster: FakeCluster) => Promise<void>) {
    const { session, cluster, events } = await opened(() => {});
    const open = cluster.openAgent.bind(cluster);
    cluster.openAgent = async (node, inner) => {
      if (node !== "a") return open(node, inner);
      await then(cluster);
      throw unreachable;
    };
    const failure = await session.attachAll().catch((error: unknown) => error);
    await session[Symbol.asyncDispose]();
    return { failure, up: events.flatMap((one) => (one.kind === "node" ? [one.node] : [])) };
  }

  it("is off, and no reason to break off", async () => {
    const { failure, up } = await knocked((cluster) => cluster.powerOff("a"));
    expect(failure).toBeUndefined();
    expect(up).not.toContain("a");
  });

  it("is one when it runs on", async () => {
    expect((await knocked(async () => {})).failure).toBe(unreachable);
  });
});

describe("the timers of a node's daemons", () => {
  it("are asked for by one at a time, also when the session ends meanwhile", async () => {
    const asked = { now: 0, most: 0, all: 0 };
    const { session } = await attached(async (argv, ctx) => {
      if (argv[1] !== "in-force") return;
      asked.now += 1;
      asked.all += 1;
      asked.most = Math.max(asked.most, asked.now);
      await ctx.clock.wait(100);
      asked.now -= 1;
    });
    session.refreshTimers();
    await session.readTimers();
    expect(asked).toEqual({ now: 0, most: 1, all: 2 });
    const last = session.readTimers();
    await new Promise((resolve) => setImmediate(resolve));
    await session[Symbol.asyncDispose]();
    expect(asked.now).toBe(0);
    await last;
  });

  it("are kept when the warnings cannot be read, which are asked for again", async () => {
    let times = 0;
    const { session, events } = await attached(async (argv) => {
      if (argv[1] !== "warnings" || argv[2] !== "keepalived") return;
      times += 1;
      if (times === 1) throw new HalabError("TIMEOUT", "no answer");
    });
    for (const _ of [1, 2, 3]) await session.readTimers();
    await session[Symbol.asyncDispose]();
    expect(times).toBe(2);
    expect(events.filter(({ kind }) => kind === "note")).toMatchObject([
      { text: "warnings of a were not read: no answer" },
    ]);
    const said = events.filter((event) => event.kind === "in-force" && event.node === "a");
    expect(said).toHaveLength(3);
  });
});

describe("a watch that ends", () => {
  /** The events of a session in which the watch on a node ends so, and what the node does then. */
  async function ended(at: string, code: number, then: (cluster: FakeCluster) => Promise<void>) {
    const { plan, cluster, events, session, ctx } = await opened((agent) => {
      if (agent.node !== at) return;
      const spawn = agent.spawn.bind(agent);
      agent.spawn = (argv, onLine, options) => {
        const one = spawn(argv, onLine, options);
        if (argv[0] !== "halab-watch") return one;
        const exited = ctx.clock.wait(10).then(() => code);
        return {
          kill: (signal) => one.kill(signal),
          exited,
          [Symbol.asyncDispose]: async () => {},
        };
      };
    });
    await session.attachAll();
    await ctx.clock.wait(20);
    await then(cluster);
    await ctx.clock.wait(3000);
    await session[Symbol.asyncDispose]();
    expect(plan.nodes.map(({ name }) => name)).toContain(at);
    return events.filter(({ kind }) => ["refusal", "watch", "note"].includes(kind));
  }

  const goesOn = async () => {};

  it("in a student's node that runs on is its refusal", async () => {
    const why = "halab-watch on a ended with 137";
    expect(await ended("a", 137, goesOn)).toMatchObject([
      { kind: "watch", probe: "vip", node: "a", ok: false, why },
      { kind: "refusal", node: "a", why },
    ]);
  });

  it("in a node that belongs to nobody makes the watch blind", async () => {
    expect(await ended("user", 1, goesOn)).toMatchObject([
      { kind: "watch", node: "user", ok: false, why: "halab-watch on user ended with 1" },
      { kind: "note", text: "halab-watch on user ended with 1" },
    ]);
  });

  it("with its node's power, or with our way to it, is neither", async () => {
    expect(await ended("a", 137, (cluster) => cluster.powerOff("a"))).toEqual([]);
    expect(await ended("a", -1, goesOn)).toEqual([]);
  });
});
