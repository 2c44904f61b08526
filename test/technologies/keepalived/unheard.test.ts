import { expect, it } from "vitest";
import { diagnose } from "../../../cli/core/diagnose/diagnose.ts";
import { factsOf } from "../../../cli/core/diagnose/facts.ts";
import { loadRules } from "../../../cli/core/diagnose/rules.ts";
import { RunView } from "../../../cli/core/journal/view.ts";
import { depths } from "../../../cli/core/kinds/rule.ts";
import { type Seed, seeded, vrrp } from "../../fixtures/seeded.ts";

const sends = (node: string, vrid = 51) =>
  [
    5,
    {
      kind: "advert",
      node,
      service: "keepalived",
      value: {
        ...{ version: 2, vrid, priority: node === "lb1" ? 150 : 100, advertS: 1 },
        ...{ source: `of ${node}`, addresses: ["10.77.0.100"] },
      },
    } as const,
  ] as const;

async function found(seed: Partial<Seed>): Promise<string[]> {
  const check = { check: "lost", probe: "site", "at-most": 9999 };
  const both = { vrrp: [vrrp(150), vrrp(100)], fault: "none" as const };
  const run = RunView.of(seeded({ check, ...both, ...seed }));
  if (!run.plan) throw new Error("the journal has no plan");
  const { findings } = diagnose(factsOf(run.plan, { looked: depths, run }), await loadRules());
  return findings
    .filter(({ rule }) => rule === "keepalived/adverts-unheard")
    .map((one) => one.because);
}

const two: Seed["owners"] = [
  [0, "lb1", true],
  [3, "lb2", true],
];

it("two owners that both send for one router do not hear each other", async () => {
  const [because = ""] = await found({ owners: two, also: [sends("lb1"), sends("lb2")] });
  expect(because).toContain("lb1 and lb2 both send adverts of router id 51");
});

it.each<[string, Partial<Seed>]>([
  ["one owner", { also: [sends("lb1"), sends("lb2")] }],
  ["one sends", { owners: two, also: [sends("lb1")] }],
  ["two routers", { owners: two, also: [sends("lb1"), sends("lb2", 52)] }],
  ["a fault parted them", { owners: two, also: [sends("lb1"), sends("lb2")], fault: "effect" }],
])("%s: nothing", async (_, seed) => {
  expect(await found(seed)).toEqual([]);
});
