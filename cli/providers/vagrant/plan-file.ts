/** lab -> what the Vagrantfile reads: machines and their networks, nothing of the lab's own. */

import { HalabError } from "../../core/base/error.ts";
import { clusterName } from "../../core/cluster/name.ts";
import type { Plan } from "../../core/cluster/plan.ts";
import { chooseBox, localBox } from "./box.ts";
import type { VagrantPlan } from "./plan-type.ts";

/** A systemd with what Debian starts wants more than a lab's node. */
const leastMiB = { own: 256, other: 512 };

export function vagrantPlan(
  plan: Plan,
  cluster: string,
  options: { readonly box: string; readonly driver?: "kvm" | "qemu" },
): VagrantPlan {
  const inside = plan.nodes.filter((node) => node.image === "hypervisor");
  if (inside.length > 0)
    throw new HalabError("CAPABILITY_MISSING", `${plan.lab} cannot run on Vagrant`, {
      details: inside.map((node) => `${node.name} is a hypervisor itself, which a box is not`),
      hint: "leave out --provider vagrant",
    });
  const least = options.box === localBox ? leastMiB.own : leastMiB.other;
  return {
    lab: plan.lab,
    box: options.box,
    ...(options.driver ? { driver: options.driver } : {}),
    prefix: machinePrefix(cluster),
    machines: plan.nodes.map((node) => ({
      name: node.name,
      memoryMiB: Math.max(least, node.memoryMiB),
      cpus: 1,
      links: node.links.map((link) => ({
        network: `${networkPrefix(cluster)}${link.segment}`,
        mac: link.mac,
        address: link.address,
        prefix: link.prefix,
      })),
    })),
  };
}

/** For `halab plan --provider`: only Vagrant reads a file; the others make what they need themselves. */
export function vagrantJson(provider: string, plan: Plan, name: string): VagrantPlan {
  if (provider !== "vagrant")
    throw new HalabError("USAGE", `only vagrant has a plan of its own, not "${provider}"`, {
      hint: "halab plan LAB   or   halab plan LAB --json",
    });
  return vagrantPlan(plan, clusterName(name), { box: chooseBox() });
}

/** Names of clusters and segments have no dot: one cluster's names are no other's beginning. */
export const machinePrefix = (cluster: string) => `halab.${cluster}.`;

const networkPrefix = (cluster: string) => `halab.${cluster}.`;
