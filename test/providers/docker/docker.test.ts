import { describe, expect, it } from "vitest";
import { formatSubnet, parseSubnet, type Subnet } from "../../../cli/core/base/address.ts";
import { HalabError } from "../../../cli/core/base/error.ts";
import type { Plan } from "../../../cli/core/cluster/plan.ts";
import { givenOf } from "../../../cli/providers/converge.ts";
import { engineError } from "../../../cli/providers/docker/client.ts";
import { nodeContainer } from "../../../cli/providers/docker/containers.ts";
import { parseFeatures } from "../../../cli/providers/docker/facts.ts";
import { label } from "../../../cli/providers/docker/labels.ts";
import { removeFound } from "../../../cli/providers/docker/remove.ts";
import {
  freeSubnets,
  requireSubnet,
  subnetsOfNetworks,
} from "../../../cli/providers/docker/subnets.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { makePlan } from "../../fixtures/plan.ts";

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

describe("what the engine says", () => {
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
    return { engine: { docker, bind: () => docker } as never, cut };
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
