import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { RunView } from "../../../cli/core/journal/view.ts";
import { resolveBound } from "../../../cli/core/judge/bounds.ts";
import {
  type PacemakerValues,
  kind as pacemaker,
} from "../../../cli/technologies/pacemaker/readers/pacemaker.ts";
import { inForce, plannedProbe, viewOf } from "../../fixtures/kinds.ts";
import { seeded } from "../../fixtures/seeded.ts";

const dump = readFileSync(join(import.meta.dirname, "dumps/pacemaker.three"), "utf8");
const three = pacemaker.parse(dump);
if (!three) throw new Error("the dump is no word of a cluster");

const vip = plannedProbe({
  ...{ name: "vip", kind: "address-owner", label: "owner of 10.90.0.100" },
  ...{ address: "10.90.0.100", spec: {} },
});

function boundOf(formula: string, values: PacemakerValues) {
  const check = { check: "outage", probe: "vip", within: "1s" };
  const run = RunView.of(
    seeded({ check, vrrp: [], also: [[1, inForce("n1", "pacemaker", values)]] }),
  );
  if (run.plan) run.plan = { ...run.plan, probes: [vip] };
  const view = run.plan?.steps[0] && viewOf(run, run.plan.steps[0], "expect");
  if (!view) throw new Error("the step was not played");
  return resolveBound({ formula }, view, "vip");
}

const without = (key: "failureTimeoutS" | "group") => ({
  ...three,
  resources: three.resources.map(({ [key]: _, ...one }) => one),
});

describe("how long a cluster takes", () => {
  it("to begin: dc-deadtime, and all starts", () => {
    expect(boundOf("pacemaker-boot", three)).toMatchObject({ lo: 0, hi: 5.371 });
    const { "dc-deadtime": _, ...properties } = three.properties;
    expect(boundOf("pacemaker-boot", { ...three, properties })).toMatchObject({ hi: 20.371 });
  });

  it("to forget failures, and to move then", () => {
    expect(boundOf("pacemaker-forgotten", three)).toMatchObject({ lo: 0, hi: 60.371 });
    expect(boundOf("pacemaker-forgotten", without("failureTimeoutS"))).toContain("kept for ever");
  });

  it("counts what a group or constraints tie together, and nothing else", () => {
    const alone = without("group");
    expect(boundOf("pacemaker-boot", alone)).toMatchObject({ hi: 5.121 });
    const constraints = [
      { kind: "location", id: "l", of: { rsc: "vip", node: "n1" } },
      { kind: "colocation", id: "c", of: { rsc: "web", "with-rsc": "vip" } },
    ];
    expect(boundOf("pacemaker-boot", { ...alone, constraints })).toMatchObject({ hi: 5.371 });
  });
});
