import { messageOf } from "../base/error.ts";
import type { Renderer } from "../base/renderer.ts";
import type { Plan } from "../cluster/plan.ts";
import type { EngineFacts } from "../cluster/provider.ts";
import type { AnyFault } from "../kinds/fault.ts";
import { labNames, openLab } from "./open.ts";

export interface LabCheck {
  readonly lab: string;
  readonly ok: boolean;
  readonly why: string;
}

/** Which labs can run here, and why not. */
export async function labChecks(
  facts: EngineFacts | undefined,
  trouble: string | undefined,
  renderer: Renderer,
): Promise<LabCheck[]> {
  return Promise.all(
    labNames().map(async (lab): Promise<LabCheck> => {
      try {
        const { plan, lab: loaded } = await openLab(lab, { renderer });
        if (!facts) return { lab, ok: false, why: trouble ?? "no engine" };
        const bad = facts.lines.find((line) => !line.ok);
        if (bad) return { lab, ok: false, why: `${bad.name}: ${bad.value}` };
        const why = missingOf(plan, loaded.kinds.faults, facts);
        return { lab, ok: why.length === 0, why: why.join("; ") };
      } catch (error) {
        return { lab, ok: false, why: messageOf(error) };
      }
    }),
  );
}

/** What a lab needs and this machine has not; a role that needs more of the kernel becomes a VM. */
function missingOf(plan: Plan, kinds: ReadonlyMap<string, AnyFault>, facts: EngineFacts): string[] {
  const has = (need: string) => facts.features[need]?.ok === true;
  const said = (need: string) => `needs ${need}: ${facts.features[need]?.why ?? "not tried"}`;
  const faults = plan.steps.flatMap(
    (step) => kinds.get(String(step.fault?.["fault"]))?.needs ?? [],
  );
  const roles = plan.nodes.filter((node) => !node.needs.every(has));
  const vms = plan.nodes.some(
    (node) =>
      node.machine === "vm" ||
      node.image === "hypervisor" ||
      (roles.includes(node) && node.machine === "any"),
  );
  const fixed = roles.filter((node) => node.machine === "container").flatMap((node) => node.needs);
  return [
    ...[...new Set([...faults, ...fixed])].filter((need) => !has(need)).map(said),
    ...(vms && !facts.vms.ok ? [`needs VMs: ${facts.vms.why}`] : []),
  ];
}
