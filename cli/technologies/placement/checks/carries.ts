import { z } from "zod";
import { endS, latestNs } from "../../../core/judge/evidence.ts";
import type { CheckKind, Judgement } from "../../../core/kinds/check.ts";
import type { StepView } from "../../../core/kinds/formula.ts";
import { bound, number, points, probeName } from "../../../core/kinds/values.ts";
import { loadText, mostHeld, unseen } from "../holders.ts";

const schema = z.strictObject({
  check: z.literal("carries"),
  probes: z
    .array(probeName)
    .min(1)
    .describe("Probes of the kind address-owner, each the watch on one service's address."),
  "at-most": number
    .pipe(z.number().int().min(1))
    .describe("No node holds more of them at any time of the phase: what it has room for."),
  through: bound
    .optional()
    .describe(
      "It is watched until the end of this bound, whatever happens; default: as long as the others.",
    ),
  points,
});
type Spec = z.infer<typeof schema>;

const first = ({ probes }: Spec) => probes[0] ?? "";

function ready(spec: Spec, view: StepView): boolean {
  if (spec.through === undefined) return true;
  return view.untilNs >= latestNs(spec.through, view, first(spec));
}

function judge(spec: Spec, view: StepView): Judgement {
  const stretch = { fromNs: view.sinceNs, toNs: view.untilNs };
  const blind = unseen(view.run, spec.probes, stretch);
  if (blind) return blind;
  const loads = mostHeld(view.run, spec.probes, stretch);
  const measured = Math.max(0, ...loads.map(({ probes }) => probes.length));
  if (loads.length === 0) return { verdict: "fail", evidence: ["no node held any of them"] };
  const evidence = loads.map(loadText);
  return { verdict: measured <= spec["at-most"] ? "pass" : "fail", measured, unit: "", evidence };
}

export const kind: CheckKind<Spec> = {
  kind: "carries",
  about:
    "How many services a node carries at most, by who holds their addresses: whether the survivors have room for what they took over.",
  schema,
  title: (spec) => `no node carries more than ${spec["at-most"]} of ${spec.probes.join(", ")}`,
  ready,
  judge,
  watchesS: (spec, view) =>
    spec.through === undefined ? 0 : endS(spec.through, view, first(spec)),
};
