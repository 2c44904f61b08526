import { z } from "zod";
import type { CheckKind } from "../../../core/kinds/check.ts";
import { nodeName } from "../../../core/kinds/values.ts";
import type { Directory } from "../history/directory.ts";
import { controllers, directoryProbe, whenSettled } from "../keys.ts";
import { judgeSettled, lookedAtS, readyWhenSettled } from "../settled.ts";

const schema = z.strictObject({
  check: z.literal("inbound-connections"),
  probe: directoryProbe,
  nodes: controllers.describe("Who is asked."),
  to: z.array(nodeName).min(1).describe("Controllers that pull from somebody."),
  ...whenSettled,
});
type Spec = z.infer<typeof schema>;

function sources(directory: Directory, node: string, to: string, atNs: number): readonly string[] {
  const all = directory.node(node).links.at(atNs)?.inbound ?? [];
  return all.filter((one) => one.to === to).map(({ from }) => from);
}

const holds = (spec: Spec) => (directory: Directory, atNs: number) =>
  spec.nodes.every((node) => spec.to.every((to) => sources(directory, node, to, atNs).length > 0));

/** The topology as nTDSConnection objects have it: what the KCC makes, and what it makes again. */
export const kind: CheckKind<Spec> = {
  kind: "inbound-connections",
  about:
    "Each of these controllers has at least one connection by which it pulls from another (nTDSConnection).",
  schema,
  title: ({ to }) => `${to.join(", ")}: whom they pull from`,
  ready: (spec, view) => readyWhenSettled(spec, view, holds(spec)),
  judge: (spec, view) =>
    judgeSettled(spec, view, holds(spec), (directory) =>
      spec.nodes.map((node) => {
        const all = spec.to.map((to) => {
          const from = sources(directory, node, to, view.untilNs);
          return `${to} from ${from.join(" and ") || "nobody"}`;
        });
        return `by ${node}: ${all.join(", ")}`;
      }),
    ),
  watchesS: lookedAtS,
};
