import { describe, expect, it } from "vitest";
import { HalabError } from "../../../cli/core/base/error.ts";
import type { PowerState } from "../../../cli/core/cluster/provider.ts";
import { openSwitch } from "../../../cli/providers/vagrant/switch.ts";
import { tinyPlan } from "../../contract/provider.ts";
import { testCtx } from "../../fixtures/ctx.ts";

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
  const nodes = ["one", "two"];

  async function filtersOf(machines: Machines) {
    const access = await openSwitch(machines as never);
    const ports = (await access.ports(nodes, testCtx())).map(({ port }) => port);
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
