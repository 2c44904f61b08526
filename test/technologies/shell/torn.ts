/** Labs whose students' files are torn by chance: no rule may break. */
import { expect } from "vitest";
import { templatesDir } from "../../../cli/core/base/home.ts";
import type { Plan, PlannedFile } from "../../../cli/core/cluster/plan.ts";
import { diagnose } from "../../../cli/core/diagnose/diagnose.ts";
import { factsOf } from "../../../cli/core/diagnose/facts.ts";
import { openLab } from "../../../cli/core/lab/open.ts";
import { createRenderer } from "../../../cli/render/render.ts";
import { casesOfLab } from "../../fixtures/diagnosis/diagnosed.ts";
import { hostileText } from "../../fixtures/diagnosis/hostile-text.ts";
import { rulesOf } from "../../fixtures/diagnosis/own-rules.ts";

/** Words that change much where they come in the middle of a file. */
const pieces: [string, ...string[]] = [
  ...(["}", "{", "table ip nlb {", "virtual_server 10.0.0.1 80 {", "real_server x y"] as const),
  ...["ip route add default", "sysctl -w", "if", "done", "id", "to 1.2.3.4:5", "lb_kind TUN type"],
  ...["MEMORY=", "DISK=/", "box-limit: 1e999 MiB", "vm-disk: -1", "update @lease", "jhash mod"],
];

/** Some of the students' files of a plan, by chance which. */
function torn(plan: Plan, seed: number): Plan {
  const all = plan.nodes.flatMap(({ files }) => files).filter(({ owner }) => owner === "student");
  const tear = (file: PlannedFile): PlannedFile => {
    const at = all.indexOf(file);
    if (at < 0 || (seed + at) % 3 === 0 || file.encoding !== undefined) return file;
    return {
      ...file,
      content: hostileText(seed * 4 + 1 + (at % 2), { files: [file.content], pieces }),
    };
  };
  const nodes = plan.nodes.map((node) => ({ ...node, files: node.files.map(tear) }));
  return { ...plan, nodes };
}

export async function survivesTorn(lab: string, technology: string, count: number): Promise<void> {
  const rules = await rulesOf(technology);
  const renderer = createRenderer(templatesDir());
  const cases = await casesOfLab(lab);
  const plans = await Promise.all(
    cases.map(
      async ({ sources }) => (await openLab(lab, { renderer, sources: () => sources })).plan,
    ),
  );
  const inputs = Number(process.env["HALAB_FUZZ"] ?? count);
  for (let seed = 0; seed < inputs; seed += 1) {
    const plan = plans[seed % plans.length];
    if (!plan) continue;
    const { broken } = diagnose(factsOf(torn(plan, seed), { looked: ["files"] }), rules);
    if (broken.length > 0) expect(broken, `${lab}, seed ${seed}`).toEqual([]);
  }
}
