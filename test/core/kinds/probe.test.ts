import { describe, expect, it } from "vitest";
import { planOn } from "../../../cli/core/kinds/probe.ts";
import { tinyPlan } from "../../contract/provider.ts";

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
