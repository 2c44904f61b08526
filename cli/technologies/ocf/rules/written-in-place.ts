import { type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { equalFiles, foundAt, savingPath } from "../agent/agents.ts";
import { readSaving } from "../agent/saving.ts";

export const kind: RuleKind = {
  kind: "written-in-place",
  severity: "error",
  rank: 40,
  needs: "files",
  source: "rename(2): an atomic change; fsync(2)",
  breaks: (step) => stepHas(step, { faults: ["counter-kill"] }),
  find: (facts) =>
    equalFiles(facts, savingPath).flatMap((files) => {
      const [first] = files;
      const write = first && facts.parsed(readSaving, first).get("write");
      return write?.value === "in-place" ? [foundAt(files, write.line)] : [];
    }),
};
