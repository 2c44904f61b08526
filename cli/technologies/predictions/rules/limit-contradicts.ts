import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { decadesBetween } from "../predictions.ts";
import { linesOf, measuresOf, nodeOf, numberOf } from "../settings.ts";

export const kind: RuleKind = {
  kind: "limit-contradicts",
  severity: "error",
  rank: 20,
  needs: "files",
  source: "cgroups(7); Linux Documentation/admin-guide/cgroup-v2.rst, memory.max",
  breaks: (step, { args }) => step.expect.some((spec) => spec["prediction"] === args["name"]),
  find(facts) {
    const measures = measuresOf(facts);
    return linesOf(facts).flatMap((line): Found[] => {
      const measured = measures.get(String(line.check["measure"]));
      const node = nodeOf(facts, measured?.spec["node"]);
      const guess = numberOf(facts, line, "MiB");
      if (measured?.measure !== "memory-limit" || node?.machine !== "container") return [];
      if (guess === undefined || guess <= 0) return [];
      if (decadesBetween(guess, node.memoryMiB) <= Number(line.check["within"] ?? 1)) return [];
      const args = { name: line.name, said: line.text ?? "", of: node.name, limit: node.memoryMiB };
      return [{ where: [line.place], args }];
    });
  },
};
