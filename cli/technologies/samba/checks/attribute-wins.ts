import { z } from "zod";
import type { CheckKind } from "../../../core/kinds/check.ts";
import type { Directory } from "../history/directory.ts";
import { controllers, directoryProbe, whenSettled } from "../keys.ts";
import { judgeSettled, lookedAtS, readyWhenSettled } from "../settled.ts";

const schema = z.strictObject({
  check: z.literal("attribute-wins"),
  probe: directoryProbe,
  nodes: controllers.describe("Who is asked: all of them have to have the same value."),
  name: z.string().min(1).describe("The object, below OU=staff."),
  is: z.string().min(1).describe("The value of its description that has to be left."),
  ...whenSettled,
});
type Spec = z.infer<typeof schema>;

function valueAt(spec: Spec, directory: Directory, node: string, atNs: number): string | undefined {
  return directory
    .node(node)
    .names.at(atNs)
    ?.find(({ name }) => name === spec.name)?.value;
}

const holds = (spec: Spec) => (directory: Directory, atNs: number) =>
  spec.nodes.every((node) => valueAt(spec, directory, node, atNs) === spec.is);

export const kind: CheckKind<Spec> = {
  kind: "attribute-wins",
  about:
    "Of two values that one attribute was given while controllers were apart the same one is left on all of them: that with the higher version, then the later one, then that of the greater invocation id (MS-DRSR 4.1.10.6.6).",
  headline: true,
  schema,
  title: ({ name, is }) => `${name} is described as "${is}" everywhere`,
  ready: (spec, view) => readyWhenSettled(spec, view, holds(spec)),
  judge: (spec, view) =>
    judgeSettled(spec, view, holds(spec), (directory) =>
      spec.nodes.map((node) => {
        const value = valueAt(spec, directory, node, view.untilNs);
        return `on ${node} it is ${value === undefined ? "not there" : `"${value}"`}`;
      }),
    ),
  watchesS: lookedAtS,
};
