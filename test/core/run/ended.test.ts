import { describe, expect, it } from "vitest";
import type { PowerState, SwitchAccess } from "../../../cli/core/cluster/provider.ts";
import type { FaultRecord } from "../../../cli/core/journal/view.ts";
import { OutsidePower } from "../../../cli/core/run/outside/power.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { makePlan } from "../../fixtures/plan.ts";

/** lb1 has a watchdog, lb2 has none; both are off. */
function given() {
  const plan = makePlan();
  const nodes = plan.nodes.map((node) =>
    node.name === "lb1" ? { ...node, needs: ["watchdog"] } : node,
  );
  const on: string[] = [];
  const power = new OutsidePower({
    plan: { ...plan, nodes },
    cluster: {
      name: "test",
      state: async (): Promise<PowerState> => "off",
      powerOff: async () => {},
      powerOn: async (node: string) => {
        on.push(node);
      },
    },
    openSwitch: async () => ({}) as SwitchAccess,
    back: async () => {},
  });
  return { power, on };
}

const fault = (more: Partial<FaultRecord>): FaultRecord => ({
  ...{ id: "x", step: "s", fault: "cut", title: "cut", nodes: ["lb1", "lb2"], theirs: false },
  ...{ intentNs: 10e9, effectNs: 11e9, healedNs: undefined, failed: undefined },
  ...{ evidence: [], undo: undefined },
  ...more,
});

describe("a node that goes off while a run goes on", () => {
  it.each<[what: string, node: string, atNs: number, faults: FaultRecord[], on: string[]]>([
    ["with a watchdog, and by no fault: it is switched on again", "lb1", 5e9, [], ["lb1"]],
    ["without a watchdog: it stays off", "lb2", 5e9, [], []],
    [
      "while a fault of it is made: that fault's to heal",
      "lb1",
      10.5e9,
      [fault({ effectNs: undefined })],
      [],
    ],
    ["as the fault's effect has just shown", "lb1", 11.5e9, [fault({})], []],
    ["long after the fault that it had a part in", "lb1", 16e9, [fault({})], ["lb1"]],
    ["while another node's fault is made", "lb1", 10.5e9, [fault({ nodes: ["lb2"] })], ["lb1"]],
    [
      "after a fault that failed",
      "lb1",
      16e9,
      [fault({ effectNs: undefined, failed: "no" })],
      ["lb1"],
    ],
  ])("%s", async (_, node, atNs, faults, expected) => {
    const { power, on } = given();
    power.ended(node, atNs, faults);
    await power.revive(testCtx());
    expect(on).toEqual(expected);
    await power.all(testCtx());
    expect(on).toEqual(expected);
  });
});
