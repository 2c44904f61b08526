import { allOf, phrase } from "../../../core/kinds/phrase.ts";
import { type Facts, type Found, type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { linesOf, measuresOf, nodeOf } from "../settings.ts";

interface Kernels {
  readonly shared: boolean;
  readonly nodes: readonly string[];
  /** "box1 is a container, client is a container" */
  readonly machines: string;
}

/** What the lab's machines are; undefined: it leaves that to the provider. */
function kernelsOf(facts: Facts, measure: string): Kernels | undefined {
  const measured = measuresOf(facts).get(measure);
  const names = measured?.spec["nodes"];
  if (measured?.measure !== "same-kernel" || !Array.isArray(names)) return undefined;
  const nodes = names.flatMap((name) => nodeOf(facts, name) ?? []);
  if (nodes.length !== names.length || nodes.some(({ machine }) => machine === "any"))
    return undefined;
  const machines = nodes.map(({ name, machine }) => phrase`${name} is a ${machine}`).join(", ");
  const shared = nodes.every(({ machine }) => machine === "container");
  return { shared, nodes: nodes.map(({ name }) => name), machines };
}

export const kind: RuleKind = {
  kind: "kernel-contradicts",
  severity: "error",
  rank: 20,
  needs: "files",
  source: "namespaces(7): containers are processes of one kernel; a VM boots one of its own",
  breaks: (step, { args }) =>
    stepHas(step, { checks: ["predicted"] }) &&
    step.expect.some((spec) => spec["prediction"] === args["name"]),
  find(facts) {
    return linesOf(facts).flatMap(({ check, name, text, place }): Found[] => {
      const kernels = kernelsOf(facts, String(check["measure"]));
      const right = kernels?.shared === true ? "yes" : "no";
      const said = text?.toLowerCase();
      if (!kernels || (said !== "yes" && said !== "no") || said === right) return [];
      const nodes = allOf(kernels.nodes);
      return [{ where: [place], args: { name, said, nodes, machines: kernels.machines } }];
    });
  },
};
