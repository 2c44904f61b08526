/** Faults that may hit whom the author did not mean. */
import type { Plan, PlannedProbe } from "../../cluster/plan.ts";
import type { Kinds } from "../../kinds/all.ts";
import { elects } from "../../kinds/reader.ts";
import { refsIn } from "../../kinds/ref.ts";
import type { Lab } from "../lab.ts";

/**
 * Of steps that break a node by its name although a probe watches which of several nodes owns an address: it is the
 * active one today, and the passive one after a failback that did not come. Lines for people, each with its place.
 */
export function lintOwners(lab: Lab, plan: Plan): string[] {
  const watched = plan.probes
    .filter(({ watches }) => watches === "owner")
    .map((probe) => ({ probe: probe.name, nodes: ownersOf(probe, plan, lab.kinds) }));
  return lab.file.steps.flatMap((step, index) => {
    const kind = step.break && lab.kinds.faults.get(String(step.break["fault"]));
    // What closes an earlier fault is meant for the node that has it.
    if (!kind || kind.closes !== undefined || step.meant !== undefined) return [];
    const refs = refsIn(kind.schema, step.break).filter(
      ({ to }) => to === "node" || to === "nodeRef",
    );
    return watched.flatMap(({ probe, nodes }) => {
      const [hit, ...others] = refs.filter(({ name }) => nodes.includes(name));
      // With all of them named it does not matter who is who.
      if (!hit || others.length + 1 >= nodes.length) return [];
      const text = `${hit.name} is broken whoever owns "${probe}" then: break \`owner-of ${probe}\`, or say \`meant: owner-of ${probe}\``;
      return [lab.problems.remark(["steps", index, "break", ...hit.path], text)];
    });
  });
}

/** Those that may own the address: the watched ones, else those with a service that makes one of several the owner. */
function ownersOf({ kind, spec }: PlannedProbe, plan: Plan, kinds: Kinds): readonly string[] {
  const watch = kinds.probes.get(kind)?.watch?.(spec);
  if (watch?.nodes) return watch.nodes;
  return plan.nodes
    .filter(({ links }) => links.some(({ segment }) => segment === watch?.segment))
    .filter(({ services }) => services.some((service) => elects(kinds.readers, service)))
    .map(({ name }) => name);
}
