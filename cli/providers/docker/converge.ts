import type Docker from "dockerode";
import type { Plan } from "../../core/plan.ts";
import type { Ctx } from "../../core/time.ts";
import type { DockerCluster } from "./cluster.ts";
import { fileHashes, planHash } from "./containers.ts";
import { imageOf, imageRef } from "./images.ts";
import { nameOf } from "./inventory.ts";
import { label } from "./labels.ts";

/**
 * `up` on a cluster that is there: starts what is off, says what differs from the lab as it is
 * now, and touches nothing else.
 */
export async function converge(
  cluster: DockerCluster,
  plan: Plan,
  containers: readonly Docker.ContainerInfo[],
  ctx: Ctx,
): Promise<string[]> {
  const notes: string[] = [];
  const byName = new Map(
    containers
      .filter((one) => one.Labels[label.node] !== undefined)
      .map((one) => [nameOf(one), one]),
  );
  for (const node of plan.nodes) {
    const one = byName.get(node.name);
    byName.delete(node.name);
    if (!one) {
      notes.push(
        `${node.name} is in the lab but not in the cluster: halab down ${cluster.name}, then up`,
      );
      continue;
    }
    notes.push(...differences(one, node));
    const state = await cluster.state(node.name, ctx);
    if (state === "off") {
      await cluster.powerOn(node.name, ctx);
      notes.push(`${node.name} was off: started`);
    } else if (state === "frozen") {
      notes.push(`${node.name} is frozen: halab heal ${cluster.name}`);
    }
  }
  for (const name of byName.keys())
    notes.push(`${name} is in the cluster but not in the lab any more`);
  return notes;
}

function differences(one: Docker.ContainerInfo, node: Plan["nodes"][number]): string[] {
  const notes: string[] = [];
  const before: Record<string, string> = JSON.parse(one.Labels[label.files] ?? "{}");
  const now = fileHashes(node);
  for (const path of new Set([...Object.keys(before), ...Object.keys(now)])) {
    if (before[path] !== now[path])
      notes.push(`${node.name}: ${path} differs from the lab's (kept as it is)`);
  }
  if (one.Labels[label.plan] !== planHash(node)) {
    notes.push(
      `${node.name}: its addresses, services or limits differ from the lab's (kept as they are)`,
    );
  }
  const vm = one.Labels[label.machine] === "vm";
  // A VM's container is made from the image's id.
  if (!vm && one.Image !== imageRef(imageOf(node)))
    notes.push(`${node.name}: runs an older image (${one.Image})`);
  return notes;
}
