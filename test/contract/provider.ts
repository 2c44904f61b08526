/** What every provider has to keep to, whatever its nodes are made of. */
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Ctx } from "../../cli/core/base/time.ts";
import type { Plan, PlannedNode } from "../../cli/core/cluster/plan.ts";
import type { Cluster, Provider } from "../../cli/core/cluster/provider.ts";

export interface Subject {
  readonly provider: Provider;
  /** With a deadline for one test. */
  readonly ctx: () => Ctx;
  /** Of no cluster yet; nobody else on this machine uses it, nor one that begins so. */
  readonly name: string;
}

const site = "/etc/nginx/nginx.conf";
const good = "error_log /var/log/nginx/error.log;\nevents {}\nhttp { server { listen 80; } }\n";
const twoNodes = ["one", "two"];

function node(name: string, host: number, content: string): PlannedNode {
  return {
    name,
    role: "web",
    image: "node",
    machine: "any",
    services: ["nginx"],
    capabilities: [],
    sysctls: {},
    needs: [],
    links: [
      { segment: "lan", address: `10.97.0.${host}`, prefix: 24, mac: `52:54:00:61:00:${host}` },
    ],
    routes: [],
    files: [{ path: site, mode: 0o644, content, source: "a test", owner: "lab" }],
    memoryMiB: 64,
  };
}

/** Two nodes on one segment; `content` is the second one's nginx.conf. */
export function tinyPlan(content = good): Plan {
  return {
    lab: "contract",
    title: "Two nodes",
    lecture: null,
    params: {},
    segments: [{ name: "lan", subnet: "10.97.0.0/24" }],
    nodes: [node("one", 11, good), node("two", 12, content)],
    probes: [],
    steps: [],
    settleMs: 0,
  };
}

/**
 * One cluster serves all tests, since a start may take half a minute: each asks for it as it was planned,
 * and `up` converges. It goes down in the last test. What must not come up has a name of its own.
 */
export function providerContract(title: string, subject: Subject): void {
  const { provider, name } = subject;
  const other = `${name}-other`;
  let ctx: Ctx;
  const up = (plan = tinyPlan(), ephemeral = false) => provider.up(plan, { name, ephemeral }, ctx);
  const upOther = (plan: Plan, inner = ctx) =>
    provider.up(plan, { name: other, ephemeral: false }, inner);
  const states = async (cluster: Cluster) =>
    Object.fromEntries((await cluster.status(ctx)).nodes.map((one) => [one.name, one.state]));
  const listed = async (one = name) => (await provider.list(ctx)).filter((it) => it.name === one);

  beforeEach(() => {
    ctx = subject.ctx();
  });
  afterAll(async () => {
    await provider.down(name, subject.ctx());
    expect((await provider.list(subject.ctx())).filter((one) => one.name === name)).toEqual([]);
  });

  describe(`${title}: up and down`, () => {
    it("starts every node, with its name and addresses, and finds the cluster again", async () => {
      const { cluster, notes } = await up();
      expect(notes).toEqual([]);
      const status = await cluster.status(ctx);
      expect(status).toMatchObject({
        name,
        lab: "contract",
        provider: provider.name,
        size: 2,
        kept: true,
      });
      expect(
        status.nodes.map(({ name: one, role, state, segments }) => ({
          one,
          role,
          state,
          segments,
        })),
      ).toEqual(
        twoNodes.map((one, at) => ({
          one,
          role: "web",
          state: "running",
          segments: [{ segment: "lan", address: `10.97.0.${11 + at}` }],
        })),
      );
      expect(await listed()).toEqual([status]);
      const found = await provider.find(name, ctx);
      expect(found && (await found.status(ctx))).toEqual(status);
    });

    it("is ready when it says so: the services run", async () => {
      const { cluster } = await up();
      await using agent = await cluster.openAgent("two", ctx);
      const { stdout } = await agent.run(["halab-svc", "pids", "nginx"], ctx);
      expect(stdout).toMatch(/^\d+/);
    });

    it("converges when it is there: starts what is off, says what differs, touches nothing else", async () => {
      const { cluster } = await up();
      expect((await up()).notes).toEqual([]);
      await cluster.powerOff("one", ctx);
      const { notes } = await up(tinyPlan(`${good}# another\n`));
      expect(notes.join("\n")).toMatch(/one was off: started/);
      expect(notes.join("\n")).toMatch(/two: \/etc\/nginx\/nginx\.conf differs/);
      expect(notes).toHaveLength(2);
      expect(await states(cluster)).toEqual({ one: "running", two: "running" });
    });

    it("does not take over a cluster for a run", async () => {
      await up();
      await expect(up(tinyPlan(), true)).rejects.toMatchObject({ code: "CONFLICT" });
      expect(await listed()).toHaveLength(1);
    });

    it("gc leaves what lives alone", async () => {
      const { cluster } = await up();
      const left = await provider.gc({ all: false }, ctx);
      expect(left.filter((one) => one.name.startsWith(`${name}/`))).toEqual([]);
      expect(await states(cluster)).toEqual({ one: "running", two: "running" });
    });
  });

  describe(`${title}: what does not come up`, () => {
    afterEach(async () => {
      await provider.down(other, ctx);
      expect(await listed(other)).toEqual([]);
    });

    it("is all or nothing: a node that does not come up leaves nothing", async () => {
      await expect(upOther(tinyPlan("this is broken"))).rejects.toMatchObject({
        code: "CONFIG_INVALID",
        message: expect.stringContaining("two"),
      });
      expect(await listed(other)).toEqual([]);
      expect(await provider.find(other, ctx)).toBeUndefined();
    });

    it("starts nothing when it is cancelled before", async () => {
      const signal = AbortSignal.abort(new Error("stop"));
      await expect(upOther(tinyPlan(), { ...ctx, signal })).rejects.toThrow();
      expect(await listed(other)).toEqual([]);
    });
  });

  describe(`${title}: power`, () => {
    it("off, on, frozen and thawed, each twice without harm", async () => {
      const { cluster } = await up();
      const twice = async (act: (node: string, ctx: Ctx) => Promise<void>) => {
        await act.call(cluster, "one", ctx);
        await act.call(cluster, "one", ctx);
        return cluster.state("one", ctx);
      };
      expect(await twice(cluster.powerOff)).toBe("off");
      expect(await twice(cluster.powerOn)).toBe("running");
      expect(await twice(cluster.freeze)).toBe("frozen");
      expect(await twice(cluster.thaw)).toBe("running");
      expect(await cluster.state("two", ctx)).toBe("running");
    });

    it("a frozen node can lose its power too", async () => {
      const { cluster } = await up();
      await cluster.freeze("one", ctx);
      await cluster.powerOff("one", ctx);
      expect(await cluster.state("one", ctx)).toBe("off");
    });

    it("a node that comes back has its services and its files", async () => {
      const { cluster } = await up();
      await cluster.powerOff("two", ctx);
      await cluster.powerOn("two", ctx);
      await using agent = await cluster.openAgent("two", ctx);
      expect((await agent.run(["halab-svc", "pids", "nginx"], ctx)).stdout).toMatch(/^\d+/);
    });

    it("breaks the way into a node with its power, and says when", async () => {
      const { cluster } = await up();
      const agent = await cluster.openAgent("one", ctx);
      const sleeping = agent.spawn(["sleep", "600"], () => {});
      const before = ctx.clock.nowNs();
      await cluster.powerOff("one", ctx);
      expect(await agent.closed).toBeGreaterThanOrEqual(before);
      expect(await sleeping.exited).toBe(-1);
      await expect(agent.run(["true"], ctx)).rejects.toMatchObject({ code: "NODE_UNREACHABLE" });
      await expect(cluster.openAgent("one", ctx)).rejects.toMatchObject({
        code: "NODE_UNREACHABLE",
      });
    });
  });

  describe(`${title}: the way into a node`, () => {
    it("runs commands: arguments and input go in, outputs and the exit code come out", async () => {
      const { cluster } = await up();
      await using agent = await cluster.openAgent("one", ctx);
      const table: readonly [readonly string[], string, object][] = [
        [["true"], "", { exitCode: 0, stdout: "", stderr: "" }],
        [["false"], "", { exitCode: 1, stdout: "" }],
        [["echo", "a  b", "c"], "", { exitCode: 0, stdout: "a  b c\n" }],
        [["cat"], "one\ntwo\n", { exitCode: 0, stdout: "one\ntwo\n" }],
        [["no-such-command"], "", { exitCode: 127 }],
      ];
      for (const [argv, input, expected] of table) {
        expect(await agent.run(argv, ctx, { input }), argv[0]).toMatchObject(expected);
      }
    });

    it("hands on a large output whole, of several commands at once", async () => {
      const { cluster } = await up();
      await using agent = await cluster.openAgent("one", ctx);
      const counts = [100_000, 50_000, 10];
      const results = await Promise.all(counts.map((to) => agent.run(["seq", String(to)], ctx)));
      expect(results.map(({ stdout }) => stdout.split("\n").at(-2))).toEqual(counts.map(String));
      expect(results.map(({ stdout }) => stdout.split("\n").length - 1)).toEqual(counts);
    });

    it("ends a command that goes on", async () => {
      const { cluster } = await up();
      await using agent = await cluster.openAgent("one", ctx);
      const sleeping = agent.spawn(["sleep", "600"], () => {});
      sleeping.kill(15);
      expect(await sleeping.exited).toBe(143);
      expect((await agent.run(["true"], ctx)).exitCode).toBe(0);
    });

    it("has logs that say that the node was ready", async () => {
      const { cluster } = await up();
      const logs = () => cluster.logs("one", ctx, 50);
      await expect.poll(logs, { timeout: 5000 }).toContain("halab: ready");
    });
  });

  describe(`${title}: names that nobody has`, () => {
    it("a cluster is not found, and its removal is no error", async () => {
      expect(await provider.find("nobody-has-this", ctx)).toBeUndefined();
      expect(await provider.down("nobody-has-this", ctx)).toEqual([]);
    });

    it("a node is NOT_FOUND, whatever is wanted of it", async () => {
      const { cluster } = await up();
      const wanted = {
        state: () => cluster.state("three", ctx),
        powerOff: () => cluster.powerOff("three", ctx),
        powerOn: () => cluster.powerOn("three", ctx),
        freeze: () => cluster.freeze("three", ctx),
        thaw: () => cluster.thaw("three", ctx),
        openAgent: () => cluster.openAgent("three", ctx),
        logs: () => cluster.logs("three", ctx, 1),
      };
      for (const [what, want] of Object.entries(wanted)) {
        await expect(want(), what).rejects.toMatchObject({ code: "NOT_FOUND" });
      }
    });
  });

  describe(`${title}: the end`, () => {
    it("goes down as a whole, and going down twice is no error", async () => {
      await up();
      const left = await provider.down(name, ctx);
      expect(
        left
          .filter((one) => one.what === "node")
          .map((one) => one.name)
          .sort(),
      ).toEqual(twoNodes);
      expect(await provider.down(name, ctx)).toEqual([]);
      expect(await provider.find(name, ctx)).toBeUndefined();
    });
  });
}
