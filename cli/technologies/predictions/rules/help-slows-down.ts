import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { linesOf, numberOf } from "../settings.ts";

export const kind: RuleKind = {
  kind: "help-slows-down",
  severity: "warning",
  rank: 20,
  needs: "files",
  source:
    "QEMU documentation, Introduction: TCG translates each instruction, KVM lets the processor run them",
  breaks: (step, { args }) => step.expect.some((spec) => spec["prediction"] === args["prediction"]),
  find(facts) {
    const all = linesOf(facts);
    return all.flatMap((emulated): Found[] => {
      const prediction = String(emulated.check["prediction"]);
      if (emulated.name !== `${prediction}-tcg`) return [];
      const helped = all.find(({ name }) => name === `${prediction}-kvm`);
      const [slow, quick] = [emulated, helped].map((line) => line && numberOf(facts, line, ""));
      if (!helped || slow === undefined || quick === undefined || slow >= quick) return [];
      const where = [emulated.place, helped.place];
      return [{ where, args: { prediction, tcg: emulated.text ?? "", kvm: helped.text ?? "" } }];
    });
  },
};
