/** A kernel of its own between a student's files and this machine. Pure. */
import { HalabError } from "../base/error.ts";
import { isStudents, type Plan, type PlannedNode } from "./plan.ts";

/**
 * The plan with every node that a student writes files of as a VM; the lab's own nodes stay what they are. Throws
 * CAPABILITY_MISSING, which names those that cannot be one.
 */
export function isolated(plan: Plan): Plan {
  const why = plan.nodes.filter(isStudents).flatMap((node) => whyNot(node) ?? []);
  if (why.length > 0)
    throw new HalabError("CAPABILITY_MISSING", `students' nodes of ${plan.lab} cannot all be VMs`, {
      details: why,
      hint: "leave out --isolate vm: nodes are containers without rights (docs/security.md)",
    });
  const nodes = plan.nodes.map((node): PlannedNode => {
    return isStudents(node) ? { ...node, machine: "vm" } : node;
  });
  return { ...plan, nodes };
}

function whyNot({ name, image, machine }: PlannedNode): string | undefined {
  if (image === "hypervisor") return `${name} runs virtual machines itself, and none of these can`;
  if (machine === "container") return `the lab says that ${name} is a container`;
  return undefined;
}
