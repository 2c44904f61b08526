import { z } from "zod";
import type { CheckKind } from "../../../core/kinds/check.ts";
import type { Directory } from "../history/directory.ts";
import type { Named } from "../history/words.ts";
import { controllers, directoryProbe, whenSettled } from "../keys.ts";
import { judgeSettled, lookedAtS, readyWhenSettled } from "../settled.ts";

const schema = z.strictObject({
  check: z.literal("one-conflict"),
  probe: directoryProbe,
  nodes: controllers.describe("Who is asked: all of them have to have the same."),
  name: z.string().min(1).describe("The name that was given twice, below OU=staff."),
  ...whenSettled,
});
type Spec = z.infer<typeof schema>;

/** The RDN of what lost: its name, a line's end, CNF: and its GUID (MS-ADTS 3.1.1.5.1.2.1, MS-DRSR 4.1.10.6.7). */
const isRenamed = (name: string) => (one: Named) => one.name.startsWith(`${name}\nCNF:`);

function pair(spec: Spec, directory: Directory, node: string, atNs: number) {
  const all = directory.node(node).names.at(atNs) ?? [];
  return {
    kept: all.filter((one) => one.name === spec.name),
    renamed: all.filter(isRenamed(spec.name)),
  };
}

/** Exactly one kept its name and one lost it, and everywhere it is the same one. */
const holds = (spec: Spec) => (directory: Directory, atNs: number) => {
  const all = spec.nodes.map((node) => pair(spec, directory, node, atNs));
  const [first] = all;
  return all.every(
    ({ kept, renamed }) =>
      kept.length === 1 &&
      renamed.length === 1 &&
      kept[0]?.guid === first?.kept[0]?.guid &&
      renamed[0]?.guid === first?.renamed[0]?.guid,
  );
};

function shown(spec: Spec, directory: Directory, atNs: number): string[] {
  return spec.nodes.map((node) => {
    const { kept, renamed } = pair(spec, directory, node, atNs);
    const names = [...kept, ...renamed].map(({ name, value }) => {
      return `${name.replace("\n", "\\0A")}${value === "" ? "" : ` (${value})`}`;
    });
    return `${node} has ${names.join(" and ") || `no ${spec.name}`}`;
  });
}

export const kind: CheckKind<Spec> = {
  kind: "one-conflict",
  about:
    "A name that was given twice while controllers were apart: exactly one object keeps it, exactly one is renamed (CNF), and on all controllers it is the same one.",
  headline: true,
  schema,
  title: ({ name, nodes }) =>
    `of two objects named ${name} the same one is renamed on ${nodes.join(", ")}`,
  ready: (spec, view) => readyWhenSettled(spec, view, holds(spec)),
  judge: (spec, view) =>
    judgeSettled(spec, view, holds(spec), (directory) => shown(spec, directory, view.untilNs)),
  watchesS: lookedAtS,
};
