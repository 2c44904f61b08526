import { access, constants } from "node:fs/promises";
import type { EngineFacts } from "../providers/provider.ts";
import { messageOf } from "./error.ts";
import { labNames, openLab } from "./open-lab.ts";
import type { Renderer } from "./renderer.ts";

export interface HostCheck {
  readonly name: string;
  readonly value: string;
  readonly ok: boolean;
}

/** What only virtual machines need; containers do without. */
export function hostChecks(): Promise<HostCheck[]> {
  return Promise.all(
    ["/dev/kvm", "/dev/net/tun"].map(async (name): Promise<HostCheck> => {
      const ok = await access(name, constants.R_OK | constants.W_OK).then(
        () => true,
        () => false,
      );
      return {
        name,
        ok,
        value: ok ? "can be opened (for VMs)" : "not there, or no right to it (for VMs)",
      };
    }),
  );
}

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
        const faults = plan.steps.flatMap((step) =>
          step.fault ? [String(step.fault["fault"])] : [],
        );
        const needs = new Set([
          ...plan.nodes.flatMap((node) => node.needs),
          ...faults.flatMap((fault) => loaded.kinds.faults.get(fault)?.needs ?? []),
        ]);
        const missing = [...needs].filter((need) => facts.features[need]?.ok !== true);
        return {
          lab,
          ok: missing.length === 0,
          why: missing
            .map((need) => `needs ${need}: ${facts.features[need]?.why ?? "not tried"}`)
            .join("; "),
        };
      } catch (error) {
        return { lab, ok: false, why: messageOf(error) };
      }
    }),
  );
}
