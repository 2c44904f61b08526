import { HalabError } from "../../core/error.ts";
import type { Plan } from "../../core/plan.ts";
import type { EngineFacts } from "../provider.ts";

/** How a provider decides what a node runs on. */
export type Policy = "docker" | "qemu" | "auto";

type Features = EngineFacts["features"];

/** What the kernel of a VM has (Debian's cloud kernel), by the names that `features` tries. */
const guestFeatures = new Set([
  "ip_vs",
  "netem",
  "nft-bridge",
  "nft-inet",
  "nft-timeout",
  "tun",
  "veth",
  "vxlan",
]);

/** Whether a choice needs the engine's features: trying them costs a container. */
export function asksFeatures(plan: Plan, policy: Policy): boolean {
  return plan.nodes.some(
    (node) => node.needs.length > 0 && node.machine !== "vm" && policy !== "qemu",
  );
}

/** The nodes that become VMs; throws CAPABILITY_MISSING for those that can become nothing. */
export function chooseMachines(
  plan: Plan,
  policy: Policy,
  features: Features,
): ReadonlySet<string> {
  const vms = new Set<string>();
  const missing: string[] = [];
  for (const node of plan.nodes) {
    const lacks = (offers: (need: string) => boolean) => node.needs.filter((need) => !offers(need));
    const ofHost = lacks((need) => features[need]?.ok === true);
    const ofGuest = lacks((need) => guestFeatures.has(need));
    const wantsVm = node.machine === "vm" || (node.machine === "any" && policy === "qemu");
    const mayVm = policy !== "docker" && node.machine !== "container";
    if (wantsVm && policy === "docker")
      missing.push(`${node.name} has to be a VM, and this provider makes containers only`);
    else if (mayVm && ofGuest.length === 0 && (wantsVm || ofHost.length > 0)) vms.add(node.name);
    else if (wantsVm) missing.push(`${node.name} needs ${ofGuest.join(", ")}: a VM has it not`);
    else {
      for (const need of ofHost)
        missing.push(`${node.name} needs ${need}: ${features[need]?.why ?? "unknown feature"}`);
    }
  }
  if (missing.length === 0) return vms;
  throw new HalabError("CAPABILITY_MISSING", `this machine's kernel cannot run ${plan.lab}`, {
    details: missing,
    hint: policy === "docker" ? "leave out --provider docker, or: halab doctor" : "halab doctor",
  });
}
