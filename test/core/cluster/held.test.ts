import { expect, it } from "vitest";
import { globalAddresses, heldAddresses } from "../../../cli/core/cluster/held.ts";
import type { Cluster, NodeAgent, NodeStatus } from "../../../cli/core/cluster/provider.ts";
import { testCtx } from "../../fixtures/ctx.ts";

const text = `1: lo    inet 127.0.0.1/8 scope host lo\\       valid_lft forever preferred_lft forever
2: eth0    inet 10.77.0.11/24 brd 10.77.0.255 scope global eth0\\       valid_lft forever
2: eth0    inet 10.77.0.100/32 scope global eth0\\       valid_lft forever
3: tunl0    inet 10.77.0.101/32 scope global tunl0\\       valid_lft forever
4: lo    inet 10.77.0.102/32 scope global lo\\       valid_lft forever
5: vrrp.51@eth0    inet6 fd00::1/128 scope global \\       valid_lft forever
`;

it("addresses are those that a neighbour may be told of", () => {
  expect(globalAddresses(text)).toEqual(["10.77.0.11", "10.77.0.100", "fd00::1"]);
  expect(globalAddresses("")).toEqual([]);
});

function node(name: string, state: NodeStatus["state"]): NodeStatus {
  const segments = [{ segment: "lan", address: "10.77.0.11" }];
  return { name, role: "director", state, segments, machine: "container", image: "" };
}

it("who owns what is asked of nodes that run; one that says nothing is left out", async () => {
  const asked: string[] = [];
  const cluster: Pick<Cluster, "openAgent"> = {
    openAgent: async (name) => {
      asked.push(name);
      if (name === "lb2") throw new Error("silent");
      const run = async () => ({ exitCode: 0, stdout: text, stderr: "" });
      return { node: name, run, [Symbol.asyncDispose]: async () => {} } as unknown as NodeAgent;
    },
  };
  const nodes = [node("lb1", "running"), node("lb2", "running"), node("lb3", "off")];
  const held = await heldAddresses(cluster, { nodes }, testCtx());
  expect([...held]).toEqual([["lb1", ["10.77.0.100", "fd00::1"]]]);
  expect(asked).toEqual(["lb1", "lb2"]);
});
