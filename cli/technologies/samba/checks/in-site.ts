import { z } from "zod";
import type { CheckKind } from "../../../core/kinds/check.ts";
import { nodeName } from "../../../core/kinds/values.ts";
import type { Directory } from "../history/directory.ts";
import { controllers, directoryProbe, whenSettled } from "../keys.ts";
import { judgeSettled, lookedAtS, readyWhenSettled } from "../settled.ts";

const schema = z.strictObject({
  check: z.literal("in-site"),
  probe: directoryProbe,
  nodes: controllers.describe("Who is asked."),
  groups: z
    .array(z.array(nodeName).min(1))
    .min(1)
    .describe(
      "Controllers of one site each; two groups are in two sites. What sites are called is free.",
    ),
  ...whenSettled,
});
type Spec = z.infer<typeof schema>;

const holds = (spec: Spec) => (directory: Directory, atNs: number) =>
  spec.nodes.every((node) => {
    const sites = directory.node(node).links.at(atNs)?.sites;
    const of = spec.groups.map((group) => new Set(group.map((one) => sites?.get(one))));
    const firsts = of.map((names) => [...names][0]);
    const whole = of.every((names) => names.size === 1 && !names.has(undefined));
    return whole && new Set(firsts).size === firsts.length;
  });

export const kind: CheckKind<Spec> = {
  kind: "in-site",
  about:
    "Which controllers are in one site, and which are in different ones, by the directory itself.",
  schema,
  title: ({ groups }) =>
    `${groups.map((one) => one.join(" and ")).join(", apart from ")}: their sites`,
  ready: (spec, view) => readyWhenSettled(spec, view, holds(spec)),
  judge: (spec, view) =>
    judgeSettled(spec, view, holds(spec), (directory) =>
      spec.nodes.map((node) => {
        const sites = directory.node(node).links.at(view.untilNs)?.sites ?? new Map();
        const all = [...sites].map(([name, site]) => `${name} in ${site}`);
        return `by ${node}: ${all.join(", ") || "no sites"}`;
      }),
    ),
  watchesS: lookedAtS,
};
