/** What differs with the machines under a lab: paces, tolerances, this machine's own commands, Vagrant's switch. */
import { describe, expect, it } from "vitest";
import { HalabError } from "../../cli/core/base/error.ts";
import type { NodeAgent, PowerState } from "../../cli/core/cluster/provider.ts";
import { RunView, stepView } from "../../cli/core/journal/view.ts";
import { resolveBound } from "../../cli/core/judge/bounds.ts";
import { planOn } from "../../cli/core/kinds/probe.ts";
import { LocalAgent } from "../../cli/providers/local-agent.ts";
import { openSwitch } from "../../cli/providers/vagrant/switch.ts";
import { tinyPlan } from "../contract/provider.ts";
import { testCtx } from "../fixtures/ctx.ts";
import { atNs, seeded } from "../fixtures/seeded.ts";

describe("the pace of probes", () => {
  const probe = (spec: object) => ({ name: "site", kind: "http", spec: { from: "one", ...spec } });
  const on = (machine: "vm" | "container", spec: object) => {
    const nodes = ["one", "two"].map((name) => ({
      name,
      machine: name === "one" ? machine : "vm",
    }));
    const plan = { ...tinyPlan(), probes: [probe(spec)] };
    return planOn(plan as never, { nodes } as never).probes[0]?.spec["every"];
  };

  it("is slower where the prober is a VM, and only there", () => {
    expect(on("vm", { every: 10, "every-in-vm": 50 })).toBe(50);
    expect(on("container", { every: 10, "every-in-vm": 50 })).toBe(10);
    expect(on("vm", { every: 10 })).toBe(10);
  });
});

describe("the tolerance of a bound", () => {
  it.each([
    [10_000, 0.05],
    [50_000, 0.13],
    [100_000, 0.23],
  ])("goes with the probe's interval: %s µs", (intervalUs, tolerance) => {
    const probe = { kind: "probe", probe: "slow", t0: atNs(0), intervalUs } as const;
    const check = { check: "lost", probe: "site", "at-most": 0 };
    const run = RunView.of(seeded({ check, also: [[0, probe]] }));
    const [step] = run.plan?.steps ?? [];
    const view = step && stepView(run, step, "hold");
    expect(view && resolveBound({ formula: "vrrp-crash" }, view, "slow")).toMatchObject({
      tolerance,
    });
  });
});

describe("commands on this machine", () => {
  const host = new LocalAgent("this machine");

  it("get their input, and say how they ended", async () => {
    const sh = (script: string, input = "") =>
      host.run(["/bin/sh", "-c", script], testCtx(), { input });
    expect(await sh("cat; echo wrong >&2; exit 3", "given\n")).toEqual({
      exitCode: 3,
      stdout: "given\n",
      stderr: "wrong\n",
    });
    expect(await sh("kill -9 $$")).toMatchObject({ exitCode: 137 });
    expect(await host.run(["/no/such/tool"], testCtx())).toMatchObject({ exitCode: 127 });
    // What does not read its input closes it.
    expect(await sh("exit 0", "x".repeat(1_000_000))).toMatchObject({ exitCode: 0 });
  });

  it("end with us", async () => {
    const ctx = testCtx();
    const running = host.run(["/bin/sh", "-c", "exec tail -f /dev/null"], ctx);
    ctx.stop.abort(new HalabError("CANCELLED", "enough"));
    await expect(running).rejects.toMatchObject({ code: "CANCELLED" });
  });

  it("that cannot be run are an error, not an exit code", async () => {
    await expect(host.run(["/"], testCtx())).rejects.toMatchObject({ code: "ENGINE_FAILED" });
  });
});

describe("the switch of Vagrant's machines", () => {
  class Machines {
    readonly opened: string[] = [];
    readonly closed: string[] = [];
    readonly states: Record<string, PowerState> = { one: "running", two: "running" };
    linksOf = (node: string) => tinyPlan().nodes.find((one) => one.name === node)?.links ?? [];
    state = async (node: string) => this.states[node];
    openAgent = async (node: string) => {
      if (this.states[node] !== "running") throw new HalabError("NODE_UNREACHABLE", node);
      this.opened.push(node);
      return {
        node,
        closed: new Promise(() => {}),
        [Symbol.asyncDispose]: async () => void this.closed.push(node),
      } as never;
    };
  }
  const agents = ["one", "two"].map((node) => ({ node }) as NodeAgent);

  async function filtersOf(machines: Machines) {
    const access = await openSwitch(machines as never);
    const ports = (await access.ports(agents, testCtx())).map(({ port }) => port);
    const [one = "", two = ""] = ports;
    const pairs = [
      [one, two],
      [two, one],
    ] as const;
    return { access, ports, filters: () => access.filters(pairs, testCtx()) };
  }

  it("is in each receiver: it drops by the sender's MAC, on the cable that the frame came in by", async () => {
    const { ports, filters } = await filtersOf(new Machines());
    expect(ports).toEqual(["one/0/52:54:00:61:00:11", "two/0/52:54:00:61:00:12"]);
    const found = await filters();
    expect(found.map(({ agent, elements }) => [agent.node, elements])).toEqual([
      ["two", ['"eth0" . 52:54:00:61:00:11']],
      ["one", ['"eth0" . 52:54:00:61:00:12']],
    ]);
    expect(found[0]).toMatchObject({ family: "netdev", type: "ifname . ether_addr" });
    expect(found[0]?.hook).toContain("devices = { eth0 }");
  });

  it("leaves out who is off, and whose way is gone by then", async () => {
    const machines = new Machines();
    const { filters } = await filtersOf(machines);
    machines.states["two"] = "off";
    expect((await filters()).map(({ agent }) => agent.node)).toEqual(["one"]);
  });

  it("opens one way into each node, and closes it when it is no longer needed", async () => {
    const machines = new Machines();
    const { access, filters } = await filtersOf(machines);
    await filters();
    await filters();
    expect(machines.opened.sort()).toEqual(["one", "two"]);
    await access.agent[Symbol.asyncDispose]();
    expect(machines.closed.sort()).toEqual(["one", "two"]);
  });
});
