import { describe, expect, it } from "vitest";
import { answering, planOn } from "../../../cli/core/kinds/probe.ts";
import { tinyPlan } from "../../contract/provider.ts";
import { kinds } from "../../fixtures/kinds.ts";

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

it("says whose questions are answered only while a run plays", () => {
  const spec = { nodes: ["one", "two"], takes: 0 };
  const power = { name: "power", kind: "power-switch", label: "", spec };
  const ping = { name: "way", kind: "ping", label: "", spec: { to: "10.0.0.1", every: 10 } };
  expect(answering({ probes: [power, ping] }, kinds.probes)).toEqual([
    { probe: "power", nodes: ["one", "two"] },
  ]);
});
