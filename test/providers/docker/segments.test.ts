/** The switch's side of segments: whose a port is, and that nothing leaves them. */
import { describe, expect, it } from "vitest";
import type { ExecResult, NodeAgent } from "../../../cli/core/cluster/provider.ts";
import { label } from "../../../cli/providers/docker/labels.ts";
import { hasBarrier, raiseBarrier } from "../../../cli/providers/docker/segments/barrier.ts";
import { portsOf } from "../../../cli/providers/docker/segments/ports.ts";
import { testCtx } from "../../fixtures/ctx.ts";

type Answer = (argv: readonly string[], input: string) => Partial<ExecResult>;

function switchOf(answer: Answer): NodeAgent {
  return {
    node: "the switch",
    clockOffsetNs: 0,
    closed: new Promise(() => {}),
    run: async (argv, _ctx, { input = "" } = {}) => ({
      exitCode: 0,
      stdout: "",
      stderr: "",
      ...answer(argv, input),
    }),
    spawn: () => {
      throw new Error("nothing goes on there");
    },
    [Symbol.asyncDispose]: async () => {},
  };
}

/** As iproute2 6.1 says it; cables of one cluster's nodes, of a neighbour's, and others. */
const links = [
  { ifindex: 1, ifname: "lo", operstate: "UNKNOWN" },
  { ifindex: 2, ifname: "enp1s0", operstate: "UP" },
  { ifindex: 5, ifname: "br-0123456789ab", operstate: "UP" },
  { ifindex: 6, ifname: "br-neighbour000", operstate: "UP" },
  { ifindex: 10, ifname: "veth1", link_index: 9, link_netnsid: 0, master: "br-0123456789ab" },
  { ifindex: 12, ifname: "veth2", link_index: 11, link_netnsid: 1, master: "br-0123456789ab" },
  { ifindex: 14, ifname: "veth3", link_index: 13, link_netnsid: 1, master: "br-second" },
  { ifindex: 16, ifname: "veth4", link_index: 9, link_netnsid: 2, master: "br-neighbour000" },
  // The machine's own pair, and a cable of lb1's container to somewhere that is no segment.
  { ifindex: 18, ifname: "vethA", link_index: 19 },
  { ifindex: 20, ifname: "veth5", link_index: 4, link_netnsid: 0, master: "docker0" },
  { ifindex: 22, ifname: "veth6", link_index: 4, link_netnsid: 0 },
];

const network = (Id: string, segment: string, name?: string) =>
  ({
    Id,
    Labels: { [label.segment]: segment },
    Options: name === undefined ? {} : { "com.docker.network.bridge.name": name },
  }) as never;
const networks = [
  network("0123456789abcdef0123", "lan"),
  network("ffffffffffffffffffff", "admin", "br-second"),
];

const known: Answer = (argv) => {
  if (argv[0] === "ip") return { stdout: JSON.stringify(links) };
  const numbers: Record<string, number> = { 100: 0, 200: 1, 300: 2 };
  const lines = argv.slice(2).map((pid) => `${pid} ${numbers[pid] ?? -1}\n`);
  return { stdout: lines.join("") };
};

describe("the ports of nodes", () => {
  const of = (running: Parameters<typeof portsOf>[1], answer = known) =>
    portsOf(switchOf(answer), running, networks, testCtx());

  it("are the ends of its containers' cables on the cluster's own bridges", async () => {
    const running = [
      { node: "lb1", pid: 100 },
      { node: "lb2", pid: 200 },
    ];
    expect(await of(running)).toEqual([
      { node: "lb1", segment: "lan", port: "veth1" },
      { node: "lb2", segment: "lan", port: "veth2" },
      { node: "lb2", segment: "admin", port: "veth3" },
    ]);
  });

  it("are none of a neighbour's, even if the engine named his process", async () => {
    expect(await of([{ node: "lb1", pid: 300 }])).toEqual([]);
  });

  it("are none of a process that has gone", async () => {
    expect(await of([{ node: "lb1", pid: 999 }])).toEqual([]);
    expect(await of([])).toEqual([]);
  });

  it("are asked of the kernel and the engine alone: no command goes to a node", async () => {
    const asked: string[] = [];
    await of([{ node: "lb1", pid: 100 }], (argv, input) => {
      asked.push(argv.join(" "));
      return known(argv, input);
    });
    expect(asked).toEqual(["ip -j link", "halab-tool netns 100"]);
  });

  it("are an error when the list is none", async () => {
    const broken: Answer = (argv) => (argv[0] === "ip" ? { stdout: "oops" } : known(argv, ""));
    await expect(of([{ node: "lb1", pid: 100 }], broken)).rejects.toMatchObject({
      code: "ENGINE_FAILED",
      details: ["oops"],
    });
  });
});

describe("the barrier around segments", () => {
  const bridges = ["br-0123456789ab", "br-second"];
  const raise = async (can: (input: string) => boolean) => {
    const given: string[] = [];
    const access = switchOf((_argv, input) => {
      given.push(input);
      return can(input) ? {} : { exitCode: 1, stderr: "Error: Operation not supported\nmore" };
    });
    await raiseBarrier(access, "c", bridges, testCtx());
    return given;
  };

  it("drops all that comes up from each bridge, in one transaction with what is not tracked", async () => {
    const given = await raise(() => true);
    expect(given).toHaveLength(1);
    for (const bridge of bridges)
      expect(given[0]).toContain(
        `type filter hook ingress device "${bridge}" priority -500; policy drop;`,
      );
    expect(given[0]).toContain("table inet halab_c.untracked");
  });

  it("drops what would be routed or taken in, where the kernel has no door", async () => {
    const given = await raise((input) => !input.includes("netdev"));
    const [, , house, tracking] = given;
    expect(house).toContain('iifname { "br-0123456789ab", "br-second" } drop');
    // Not from one segment to another either.
    for (const bridge of bridges)
      expect(house).toContain(`iifname "${bridge}" oifname != "${bridge}" drop`);
    expect(tracking).toContain("notrack");
  });

  it("is worth more than the tracking: without that, it stands", async () => {
    const given = await raise((input) => !input.includes("notrack"));
    expect(given).toHaveLength(3);
    expect(given[1]).toContain("netdev");
  });

  it("is no matter of chance: without it no node may start", async () => {
    await expect(raise(() => false)).rejects.toMatchObject({
      code: "CAPABILITY_MISSING",
      details: ["Error: Operation not supported", "Error: Operation not supported"],
      hint: expect.stringContaining("halab doctor"),
    });
  });

  it.each([
    ["stands", "netdev", 'device "br-0123456789ab" ... device "br-second"', true],
    ["stands in the house", "inet", 'iifname { "br-0123456789ab", "br-second" } drop', true],
    ["lacks a bridge", "netdev", 'device "br-0123456789ab"', false],
    ["is not there", "netdev", "", false],
  ])("%s", async (_, family, said, there) => {
    const access = switchOf((argv) => ({ stdout: argv.includes(family) ? said : "" }));
    expect(await hasBarrier(access, "c", bridges, testCtx())).toBe(there);
  });
});
