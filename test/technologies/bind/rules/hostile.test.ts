import { expect, it } from "vitest";
import type { Plan } from "../../../../cli/core/cluster/plan.ts";
import { diagnose } from "../../../../cli/core/diagnose/diagnose.ts";
import { factsOf } from "../../../../cli/core/diagnose/facts.ts";
import { casesOfLab } from "../../../fixtures/diagnosis/diagnosed.ts";
import { diagnosedBy, rulesOf } from "../../../fixtures/diagnosis/own-rules.ts";
import { Random } from "../../../fixtures/random.ts";
import { mutated } from "../config/mutated.ts";
import { openCase } from "../config/open-case.ts";

const rules = await rulesOf("bind");
const labs = ["bind-primary-secondary", "dns-round-robin"] as const;

/** One file of the plan torn, by chance which one. */
function torn(plan: Plan, seed: number): Plan {
  const random = new Random(seed);
  const files = plan.nodes.flatMap(({ files }) => files);
  const one = files[random.below(files.length)];
  const [content = ""] = mutated(seed, 1, [one?.content ?? ""]);
  const nodes = plan.nodes.map((node) => ({
    ...node,
    files: node.files.map((file) => (file === one ? { ...file, content } : file)),
  }));
  return { ...plan, nodes };
}

it.each(labs)("no rule breaks, whatever the files of %s say", async (lab) => {
  const cases = await casesOfLab(lab);
  const plans = await Promise.all(cases.map(({ sources }) => openCase(lab, sources)));
  for (let seed = 0; seed < 100; seed += 1) {
    const plan = plans[seed % plans.length];
    if (!plan) continue;
    const { broken } = diagnose(factsOf(torn(plan, seed), { looked: ["files"] }), rules);
    expect(broken, `${lab}, seed ${seed}`).toEqual([]);
  }
});

it("says a mistake of $GENERATE once, and takes its time from nobody", async () => {
  const zone = "ns/var/lib/bind/lab.test.zone";
  const lines = [
    "$GENERATE 1-9999 h-$ A 192.0.2.$",
    "$GENERATE 1-9999 @ NS ns-$",
    "$GENERATE 1-9999 www A 10.84.0.99",
  ];
  const plant = (line: string) => ({ [zone]: (text: string) => `${text}${line}\n` });
  const found: string[][] = [];
  const before = process.cpuUsage();
  for (const line of lines) {
    const { findings } = await diagnosedBy("dns-round-robin", { rules, edits: plant(line) });
    found.push(findings.map(({ rule }) => rule));
  }
  const { user } = process.cpuUsage(before);
  expect(user / 1e6).toBeLessThan(10);
  expect(found[0]).toEqual(["bind/record-malformed"]);
  expect(new Set(found[1])).toEqual(new Set(["bind/ns-without-address"]));
  expect(found[2]).toEqual(["bind/address-of-nobody"]);
});
