import { describe, expect, it } from "vitest";
import { RunView } from "../../../cli/core/journal/view.ts";
import { holdersOf } from "../../../cli/core/kinds/probe.ts";
import { kinds, plannedProbe } from "../../fixtures/kinds.ts";
import { atNs, seeded } from "../../fixtures/seeded.ts";

/** A run in which a probe "primary" was told who takes writes, beside the watch on an address. */
function told(...words: readonly (readonly [second: number, value: string])[]): RunView {
  const check = { check: "lost", probe: "site", "at-most": 0 };
  const also = words.map(([second, value]) => {
    const event = { kind: "told", probe: "primary", node: "client", value } as const;
    return [second, event] as const;
  });
  const run = RunView.of(seeded({ check, owners: [[0, "lb1", true]], also }));
  const spec = { kind: "writable", from: "client", to: ["db1", "db2"], driver: "postgresql" };
  const primary = plannedProbe({
    name: "primary",
    kind: "writable",
    label: "",
    spec,
  });
  if (run.plan) run.plan = { ...run.plan, probes: [...run.plan.probes, primary] };
  return run;
}

const who = (run: RunView, probe: string) => holdersOf(run, probe, kinds.probes, atNs(25));

describe("whom `owner-of` means", () => {
  it("is who has a role by what the probe was told", () => {
    expect(who(told([1, "db1 yes"], [12, "db1 no"], [13, "db2 yes"]), "primary")).toEqual(["db2"]);
  });

  it("is nobody while nobody has it", () => {
    expect(who(told([1, "db1 yes"], [12, "db1 no"]), "primary")).toEqual([]);
    expect(who(told(), "primary")).toEqual([]);
  });

  it("is who owns the address that a probe watches", () => {
    expect(who(told(), "vip")).toEqual(["lb1"]);
    expect(who(told(), "site")).toEqual([]);
  });
});
