import { expect, it } from "vitest";
import type { Plan } from "../../../../cli/core/cluster/plan.ts";
import { diagnose } from "../../../../cli/core/diagnose/diagnose.ts";
import { factsOf } from "../../../../cli/core/diagnose/facts.ts";
import { casesOfLab } from "../../../fixtures/diagnosed.ts";
import { rulesOf } from "../../../fixtures/own-rules.ts";
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
  for (let seed = 0; seed < 1000; seed += 1) {
    const plan = plans[seed % plans.length];
    if (!plan) continue;
    const { broken } = diagnose(factsOf(torn(plan, seed), { looked: ["files"] }), rules);
    expect(broken, `${lab}, seed ${seed}`).toEqual([]);
  }
});
