import { type Facts, type Found, type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { equalFiles, foundAt, savingPath } from "../agent/agents.ts";
import { readSaving, saveMs } from "../agent/saving.ts";

/** What a crash may cost by the lab's checks, in milliseconds of its probe's counts. */
function mostMs({ plan }: Facts): number {
  const all = plan.steps.flatMap((step) =>
    step.expect.flatMap((spec) => {
      const most = Number(spec["at-most"]);
      const probe = plan.probes.find(({ name }) => name === spec["probe"]);
      // Where none may be lost, the counter is stopped in good order.
      return spec["check"] === "counts-lost" && most > 0
        ? [most * Number(probe?.spec["every"])]
        : [];
    }),
  );
  return Math.min(...all);
}

function find(facts: Facts): readonly Found[] {
  const most = mostMs(facts);
  return equalFiles(facts, savingPath).flatMap((files) => {
    const [first] = files;
    const saving = first && facts.parsed(readSaving, first);
    const ms = saving && saveMs(saving);
    if (ms === undefined || ms <= most) return [];
    const args = { save: `${ms / 1000} s`, most: `${most / 1000} s` };
    return [foundAt(files, saving?.get("save")?.line ?? 1, args)];
  });
}

export const kind: RuleKind = {
  kind: "saves-rarely",
  severity: "error",
  rank: 40,
  needs: "files",
  source: "templates/ocf/layer/src/save.c",
  breaks: (step) => stepHas(step, { faults: ["counter-kill", "counter-hang"] }),
  find,
};
