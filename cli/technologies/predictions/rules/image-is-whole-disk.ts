import type { Found, RuleKind } from "../../../core/kinds/rule.ts";
import { inUnit } from "../predictions.ts";
import { linesOf, measuresOf, numberOf } from "../settings.ts";

/** "A disk of 4 GiB": the size that a step's title speaks of, in MiB. */
function sizeIn(title: string): { readonly text: string; readonly mib: number } | undefined {
  const match = /\bdisk of (\d+) ?([KMGT]i?B)\b/i.exec(title);
  const [, number = "", unit = ""] = match ?? [];
  const mib = match ? inUnit({ text: "", number: Number(number), unit }, "MiB") : undefined;
  return mib === undefined ? undefined : { text: `${number} ${unit}`, mib };
}

export const kind: RuleKind = {
  kind: "image-is-whole-disk",
  severity: "warning",
  rank: 25,
  needs: "files",
  source: "QEMU documentation, Disk images: qcow2 takes what was written",
  breaks: (step, { args }) => step.expect.some((spec) => spec["prediction"] === args["name"]),
  find(facts) {
    const measures = measuresOf(facts);
    return linesOf(facts).flatMap((line): Found[] => {
      const size = sizeIn(line.step.title);
      const isImage = measures.get(String(line.check["measure"]))?.measure === "image";
      const guess = numberOf(facts, line, "MiB");
      if (!size || !isImage || guess === undefined || guess < size.mib) return [];
      const args = { name: line.name, said: line.text ?? "", size: size.text };
      return [{ where: [line.place], args }];
    });
  },
};
