import type { Facts, Found, RuleKind } from "../../../core/kinds/rule.ts";
import { type Line, lineFor, linesOf, measuresOf, numberOf } from "../settings.ts";

/** The line that predicts what the image of a node takes, where the lab says that it is shared. */
function sharedImage(facts: Facts, node: unknown): Line | undefined {
  const measures = [...measuresOf(facts)];
  const shared = measures.filter(
    ([, { measure, spec }]) =>
      measure === "same-file" && Array.isArray(spec["nodes"]) && spec["nodes"].includes(node),
  );
  const said = facts.plan.steps
    .flatMap(({ expect }) => expect)
    .some((spec) => spec["is"] === "yes" && shared.some(([name]) => name === spec["measure"]));
  const image = measures.find(
    ([, { measure, spec }]) => measure === "image" && spec["node"] === node,
  );
  return said && image ? lineFor(facts, image[0]) : undefined;
}

export const kind: RuleKind = {
  kind: "copy-of-image",
  severity: "warning",
  rank: 20,
  needs: "files",
  source: "QEMU documentation, Disk images: a backing file is read, and not copied",
  breaks: (step, { args }) => step.expect.some((spec) => spec["prediction"] === args["name"]),
  find(facts) {
    const measures = measuresOf(facts);
    return linesOf(facts).flatMap((line): Found[] => {
      const measured = measures.get(String(line.check["measure"]));
      const image = measured?.measure === "disk" && sharedImage(facts, measured.spec["node"]);
      const own = numberOf(facts, line, "MiB");
      const whole = image ? numberOf(facts, image, "MiB") : undefined;
      if (!image || own === undefined || whole === undefined || own < whole) return [];
      const texts = { name: line.name, said: line.text ?? "", image: image.name };
      return [{ where: [line.place, image.place], args: { ...texts, whole: image.text ?? "" } }];
    });
  },
};
