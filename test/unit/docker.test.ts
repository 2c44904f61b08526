import { describe, expect, it } from "vitest";
import { formatSubnet, parseSubnet, type Subnet } from "../../cli/core/base/address.ts";
import { HalabError } from "../../cli/core/base/error.ts";
import type { Plan } from "../../cli/core/cluster/plan.ts";
import { markKept } from "../../cli/core/state/keep.ts";
import { ownerId } from "../../cli/core/state/owner.ts";
import { givenOf } from "../../cli/providers/converge.ts";
import { candidates, engineError } from "../../cli/providers/docker/client.ts";
import { nodeContainer } from "../../cli/providers/docker/containers.ts";
import { parseFeatures } from "../../cli/providers/docker/facts.ts";
import { deadClusters, type Inventory, isAlive } from "../../cli/providers/docker/inventory.ts";
import { label } from "../../cli/providers/docker/labels.ts";
import { removeFound } from "../../cli/providers/docker/remove.ts";
import {
  freeSubnets,
  requireSubnet,
  subnetsOfNetworks,
} from "../../cli/providers/docker/subnets.ts";
import { testCtx } from "../fixtures/ctx.ts";
import { makePlan } from "../fixtures/plan.ts";
import { TempState } from "../fixtures/temp.ts";

const subnets = (...texts: string[]) =>
  texts.flatMap((text): readonly Subnet[] => {
    const found = parseSubnet(text);
    return found ? [found] : [];
  });

describe("free subnets for segments", () => {
  it.each([
    ["nothing taken", [], 2, ["198.18.0.0/29", "198.18.0.8/29"]],
    ["the first taken", ["198.18.0.0/29"], 2, ["198.18.0.8/29", "198.18.0.16/29"]],
    ["a larger one taken", ["198.18.0.0/16"], 5, ["198.19.0.0/29", "198.19.0.8/29"]],
    ["the whole pool taken", ["198.18.0.0/15"], 1, ["100.64.0.0/30", "100.64.0.4/30"]],
    ["sixty hosts", [], 60, ["198.18.0.0/26", "198.18.0.64/26"]],
    ["nothing left", ["198.18.0.0/15", "100.64.0.0/10"], 1, []],
  ])("%s", (_, taken, hosts, expected) => {
    expect(freeSubnets(subnets(...taken), hosts, 2).map(formatSubnet)).toEqual(expected);
  });
  it("are missing with a message that says what to do", () => {
    expect(() => requireSubnet(undefined, subnets("198.18.0.0/15"))).toThrow(
      /no free subnet .*198\.18\.0\.0\/15/,
    );
  });
  it("leave out what the engine's networks have", () => {
    const networks = [
      { IPAM: { Config: [{ Subnet: "10.0.0.0/8" }, { Subnet: "fd00::/64" }] } },
      { IPAM: null },
      {},
    ];
    expect(
      subnetsOfNetworks(networks.map((one) => ({ IPAM: one.IPAM ?? undefined }))).map(formatSubnet),
    ).toEqual(["10.0.0.0/8"]);
  });
});

describe("whether a cluster is anybody's", () => {
  const [pid, , boot] = ownerId().split("/");
  const dead = `${pid}/1/${boot}`;
  const labels = (keep: "run" | "up", owner: string, state: string) => ({
    Labels: {
      [label.cluster]: "c",
      [label.keep]: keep,
      [label.owner]: owner,
      [label.instance]: "i",
      [label.state]: state,
    },
  });

  it.each([
    ["a run that goes on", "run", ownerId(), false, true],
    ["a run whose process died", "run", dead, false, false],
    ["a run of another machine", "run", "1/1/elsewhere", false, true],
    ["an up that is going on", "up", ownerId(), false, true],
    ["an up that was built to its end", "up", dead, true, true],
    ["an up that died halfway", "up", dead, false, false],
  ] as const)("%s", (_, keep, owner, kept, alive) => {
    using state = new TempState();
    if (kept) markKept("c", "i");
    expect(isAlive(labels(keep, owner, state.state), "c")).toBe(alive);
  });

  it("an instance that was built anew under the same name is another one", () => {
    using state = new TempState();
    markKept("c", "another");
    expect(isAlive(labels("up", dead, state.state), "c")).toBe(false);
  });

  it("one dead part makes a cluster a left-over, of containers and of networks", () => {
    const named = (name: string, owner: string) => ({
      Labels: { ...labels("run", owner, "").Labels, [label.cluster]: name },
    });
    const found = {
      containers: [named("x", dead), named("y", ownerId()), named("z", ownerId())],
      networks: [named("z", dead), { Labels: {} }],
    } as unknown as Inventory;
    expect(deadClusters(found)).toEqual(["x", "z"]);
  });
});

describe("a node's container", () => {
  const plan: Plan = makePlan();
  const [node] = plan.nodes;
  if (!node) throw new Error("the plan has no node");
  const build = {
    cluster: "c",
    instance: "i",
    plan,
    labels: { [label.cluster]: "c" },
    images: new Map([["node", "halab/node:1"]]),
    vms: new Set<string>(),
    vmHost: undefined,
    engineAddress: () => "198.18.0.2",
  };
  const host = nodeContainer(build, node).HostConfig;

  it("has no more rights than its role names", () => {
    expect(host).toMatchObject({ CapDrop: ["ALL"], SecurityOpt: ["no-new-privileges"] });
    expect(host?.Privileged).toBeUndefined();
    expect(host?.Binds).toBeUndefined();
    expect(host?.PortBindings).toBeUndefined();
    expect(host?.CapAdd).not.toContain("SYS_ADMIN");
  });

  it("has limits on memory, processes and CPU", () => {
    expect(host).toMatchObject({
      Memory: 128 * 2 ** 20,
      MemorySwap: 128 * 2 ** 20,
      PidsLimit: 512,
      NanoCpus: 1e9,
    });
  });

  it("carries the labels by which it is found, and its plan's fingerprints", () => {
    expect(nodeContainer(build, node).Labels).toMatchObject({
      [label.cluster]: "c",
      [label.node]: "lb1",
      [label.plan]: givenOf(node).plan,
      [label.links]: '[{"segment":"lan","address":"10.77.0.11"}]',
    });
  });

  it("has another fingerprint for its files than for the rest", () => {
    const file = { path: "/x", mode: 0o644, content: "1", source: "", owner: "lab" } as const;
    const one = { ...node, files: [file] };
    const two = { ...node, files: [{ ...file, content: "2" }] };
    expect(givenOf(one).plan).toBe(givenOf(two).plan);
    expect(givenOf(one).files).not.toEqual(givenOf(two).files);
    expect(givenOf({ ...one, memoryMiB: 1 }).plan).not.toBe(givenOf(one).plan);
  });
});

describe("the way to the engine", () => {
  it.each([
    ["unix:///tmp/d.sock", { socketPath: "/tmp/d.sock" }],
    ["tcp://10.0.0.1:2375", { host: "10.0.0.1", port: 2375 }],
    ["tcp://10.0.0.1", { host: "10.0.0.1", port: 2375 }],
    ["ssh://me@there", {}],
  ])("DOCKER_HOST=%s is the only one that is tried", (host, options) => {
    expect(candidates({ DOCKER_HOST: host })).toEqual([{ where: `DOCKER_HOST=${host}`, options }]);
  });

  const coded = (code: string) => Object.assign(new Error(`connect ${code}`), { code });
  it.each([
    ["gone", coded("ECONNREFUSED"), "ENGINE_UNAVAILABLE", "halab doctor --fix"],
    ["reset in the middle", coded("ECONNRESET"), "ENGINE_UNAVAILABLE", "halab doctor --fix"],
    ["out of disk", new Error("write /x: no space left on device"), "ENGINE_FAILED", /disk/],
    [
      "refusing",
      Object.assign(new Error("(HTTP 500)"), { json: { message: "no such driver" } }),
      "ENGINE_FAILED",
      "halab doctor",
    ],
    ["cancelled", Object.assign(new Error("x"), { name: "AbortError" }), "CANCELLED", undefined],
    ["ours already", new HalabError("TIMEOUT", "x"), "TIMEOUT", undefined],
  ])("an engine that is %s", (_, error, code, hint) => {
    const made = engineError(error, "starting lb1");
    expect(made.code).toBe(code);
    if (hint instanceof RegExp) expect(made.hint).toMatch(hint);
    else expect(made.hint).toBe(hint);
  });

  it("says in the engine's own words why it refused", () => {
    const refused = Object.assign(new Error("(HTTP code 500)"), {
      json: { message: "no such driver" },
    });
    expect(engineError(refused, "starting lb1").message).toBe("starting lb1: no such driver");
  });

  it("features are read from the lines behind the engine's frame headers", () => {
    const text =
      "\u0001\u0000\u0000\u0000\u0000\u0000\u0000\u0010nftables yes\n\u0001\u0000ip_vs no no such module\nnoise\n";
    expect(parseFeatures(text)).toEqual({
      nftables: { ok: true, why: "" },
      ip_vs: { ok: false, why: "no such module" },
    });
  });
});

describe("removing a segment", () => {
  const inUse = Object.assign(new Error("network has active endpoints"), { statusCode: 403 });

  /** An engine whose network lets go at the `free`th try. */
  function engineWith(free: number, containers: readonly string[]) {
    const cut: string[] = [];
    let tries = 0;
    let there = true;
    const network = {
      remove: async () => {
        tries += 1;
        if (tries < free) throw inUse;
        there = false;
      },
      inspect: async () => ({
        Name: "halab-x-lan",
        Containers: Object.fromEntries(containers.map((id) => [id, {}])),
      }),
      disconnect: async ({ Container }: { Container: string }) => void cut.push(Container),
    };
    const docker = {
      listContainers: async () => [],
      listNetworks: async () => (there ? [{ Id: "n", Name: "halab-x-lan" }] : []),
      getNetwork: () => network,
    };
    return { engine: { docker } as never, cut };
  }

  it("cuts what hangs on it, and gives the engine a moment to see that it is gone", async () => {
    const { engine, cut } = engineWith(5, ["gone"]);
    const removed = await removeFound(engine, { cluster: "x" }, testCtx());
    expect(removed).toEqual([{ what: "segment", name: "halab-x-lan" }]);
    expect(cut).toEqual(["gone"]);
  });

  it("says what to do when the engine never lets go, and leaves it, once", async () => {
    const { engine } = engineWith(1e9, []);
    const notes: string[] = [];
    const ctx = { ...testCtx(), progress: ({ text }: { text: string }) => void notes.push(text) };
    expect(await removeFound(engine, { cluster: "x" }, ctx)).toEqual([]);
    expect(notes).toEqual([
      expect.stringMatching(/halab-x-lan: it counts .* restart the engine .*, then halab gc/),
    ]);
  });
});
