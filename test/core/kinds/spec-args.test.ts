import { describe, expect, it } from "vitest";
import { requireTargets, specFromArgs } from "../../../cli/core/kinds/spec-args.ts";
import { kinds } from "../../fixtures/kinds.ts";

describe("arguments of `halab break`", () => {
  const usage: readonly [string, string[], string[], unknown][] = [
    ["power-off", ["lb1"], [], { fault: "power-off", node: "lb1" }],
    ["kill", ["lb1", "nginx"], [], { fault: "kill", node: "lb1", service: "nginx" }],
    [
      "cut",
      ["a,b", "c"],
      ["protocol=vrrp"],
      { between: [["a", "b"], ["c"]], protocol: "vrrp", direction: "both" },
    ],
    [
      "cut",
      ["a", "b"],
      ["protocol=vrrp", "direction=one-way"],
      { between: [["a"], ["b"]], protocol: "vrrp", direction: "one-way" },
    ],
    ["loss", ["a", "b", "30"], [], { percent: 30 }],
  ];
  it.each(usage)("%s %j %j", async (name, args, settings, expected) => {
    const kind = kinds.faults.get(name);
    expect(kind && specFromArgs(kind, args, settings)).toMatchObject(expected as object);
  });
  it.each([
    [
      "power-off",
      [],
      [],
      "power-off takes 1 argument, not 0",
      "halab break CLUSTER power-off NODE",
    ],
    [
      "cut",
      ["a"],
      [],
      "cut takes 2 arguments, not 1",
      "halab break CLUSTER cut NODE[,NODE...] NODE[,NODE...]",
    ],
    [
      "cut",
      ["a", "b"],
      ["protocol=carrier-pigeon"],
      "protocol: must be one of",
      "halab kinds faults cut",
    ],
    [
      "power-off",
      ["lb1"],
      ["protocol=vrrp"],
      'power-off has no "protocol"',
      "halab kinds faults power-off",
    ],
    ["loss", ["a", "b", "many"], [], "percent: must be a number", "halab kinds faults loss"],
    [
      "cut",
      ["a", "b"],
      ["protocol"],
      '--set wants KEY=VALUE, not "protocol"',
      "--set protocol=vrrp",
    ],
    ["cut", ["a", "b"], ["=vrrp"], '--set wants KEY=VALUE, not "=vrrp"', "--set protocol=vrrp"],
  ])("%s %j %j is answered with its usage", async (name, args, settings, message, hint) => {
    const kind = kinds.faults.get(name);
    let error: unknown;
    try {
      if (kind) specFromArgs(kind, args, settings);
    } catch (caught) {
      error = caught;
    }
    expect(error).toMatchObject({ code: "USAGE", message: expect.stringContaining(message) });
    expect(error).toMatchObject({ hint });
  });
  it("nodes and segments that the cluster has not are named with the nearest", async () => {
    const kind = kinds.faults.get("link-down");
    const known = { nodes: ["lb1", "lb2"], segments: ["lan"] };
    const wanted = (node: string, segment: string) => () =>
      kind && requireTargets(kind, { fault: "link-down", node, segment }, known);
    expect(wanted("lb1", "lan")).not.toThrow();
    expect(wanted("lb3", "lan")).toThrow('there is no node "lb3" (did you mean "lb1" or "lb2"?)');
    expect(wanted("lb1", "wan")).toThrow('there is no segment "wan" (did you mean "lan"?)');
  });
});
