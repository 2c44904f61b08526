import { HalabError } from "../../../core/base/error.ts";
import type { Plan, PlannedNode } from "../../../core/cluster/plan.ts";
import type { EngineFacts } from "../../../core/cluster/provider.ts";

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
  "watchdog",
]);

/** Whether a choice needs the engine's features: trying them costs a container. */
export function asksFeatures(plan: Plan, policy: Policy): boolean {
  return plan.nodes.some(
    (node) => node.needs.length > 0 && node.machine !== "vm" && policy !== "qemu",
  );
}

/** Whether a node becomes a VM, or why it can become nothing. */
function machineFor(node: PlannedNode, policy: Policy, features: Features): boolean | string[] {
  const ofHost = node.needs.filter((need) => features[need]?.ok !== true);
  const ofGuest = node.needs.filter((need) => !guestFeatures.has(need));
  const mustVm = node.machine === "vm" || (node.machine === "any" && policy === "qemu");
  const mayVm = policy !== "docker" && node.machine !== "container";
  if (mustVm && policy === "docker")
    return [`${node.name} has to be a VM, and this provider makes containers only`];
  if (mustVm || (mayVm && ofHost.length > 0)) {
    if (ofGuest.length === 0) return true;
    if (mustVm) return [`${node.name} needs ${ofGuest.join(", ")}, which a VM has not`];
  }
  if (ofHost.length === 0) return false;
  return ofHost.map(
    (need) => `${node.name} needs ${need}: ${features[need]?.why ?? "unknown feature"}`,
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
    const machine = machineFor(node, policy, features);
    if (machine === true) vms.add(node.name);
    else if (machine !== false) missing.push(...machine);
  }
  if (missing.length === 0) return vms;
  throw new HalabError("CAPABILITY_MISSING", `this machine cannot run ${plan.lab}`, {
    details: missing,
    hint: policy === "docker" ? "leave out --provider docker, or: halab doctor" : "halab doctor",
  });
}
