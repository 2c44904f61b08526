import { z } from "zod";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { number, points } from "../../../core/kinds/values.ts";
import { directoryOf } from "../history/directory.ts";
import { controllers, directoryProbe } from "../keys.ts";
import { directoryIn } from "../settled.ts";

const schema = z.strictObject({
  check: z.literal("accepts-writes"),
  probe: directoryProbe,
  nodes: controllers.describe("Controllers of which each has to take writes."),
  "at-least": number.pipe(z.number().int().min(1)).default(2).describe("So many in the phase."),
  points,
});
type Spec = z.infer<typeof schema>;

function counts(spec: Spec, view: StepView) {
  const directory = directoryOf(view.run.told.get(spec.probe));
  const inPhase = ({ t }: { readonly t: number }) => t > view.sinceNs && t <= view.untilNs;
  return spec.nodes.map((node) => {
    const { written, refused } = directory.node(node);
    return { node, written: written.filter(inPhase).length, refused: refused.filter(inPhase) };
  });
}

/** So many need their time: two seconds each, by default, and somewhat more. */
const patienceS = 15;

function judge(spec: Spec, view: StepView): Judgement {
  const directory = directoryIn(view, spec);
  if ("verdict" in directory) return directory;
  const all = counts(spec, view);
  const fine = all.every(
    ({ written, refused }) => written >= spec["at-least"] && refused.length === 0,
  );
  return {
    verdict: fine ? "pass" : "fail",
    measured: Math.min(...all.map(({ written }) => written)),
    unit: "writes",
    evidence: all.map(({ node, written, refused: [first] }) => {
      const not = first ? `, refused some: ${first.why}` : "";
      return `${node} took ${written} writes${not}`;
    }),
  };
}

/** Multimaster: whoever can be reached takes writes, whomever it can reach itself. */
export const kind: CheckKind<Spec> = {
  kind: "accepts-writes",
  about:
    "Each of these controllers takes what is written on it, and refuses nothing, whatever is broken between them.",
  schema,
  title: ({ nodes }) => `${nodes.join(", ")} take writes`,
  ready: (spec, view) => {
    const enough = counts(spec, view).every(({ written }) => written >= spec["at-least"]);
    return enough || view.untilNs >= view.sinceNs + patienceS * 1e9;
  },
  judge,
};
