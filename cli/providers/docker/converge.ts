import type Docker from "dockerode";
import { z } from "zod";
import type { Ctx } from "../../core/base/time.ts";
import type { Plan } from "../../core/cluster/plan.ts";
import { converge, type Given } from "../converge.ts";
import type { DockerCluster } from "./cluster.ts";
import { imageOf, imageRef } from "./images/images.ts";
import { nameOf } from "./inventory.ts";
import { label } from "./labels.ts";

const filesSchema = z.record(z.string(), z.string());

function givenTo(one: Docker.ContainerInfo): Given {
  return {
    files: filesSchema.parse(JSON.parse(one.Labels[label.files] ?? "{}")),
    plan: one.Labels[label.plan] ?? "",
  };
}

/** What is there, by the labels of its containers; and whether it runs images of before. */
export async function convergeContainers(
  cluster: DockerCluster,
  plan: Plan,
  containers: readonly Docker.ContainerInfo[],
  ctx: Ctx,
): Promise<string[]> {
  const nodes = containers.filter((one) => one.Labels[label.node] !== undefined);
  const given = new Map(nodes.map((one) => [nameOf(one), givenTo(one)]));
  const notes = await converge(cluster, plan, given, ctx);
  const wanted = new Map(plan.nodes.map((node) => [node.name, imageRef(imageOf(node))]));
  // A VM's container is made from the image's id.
  const old = nodes.filter((one) => {
    const image = wanted.get(nameOf(one));
    return one.Labels[label.machine] !== "vm" && image !== undefined && one.Image !== image;
  });
  return [...notes, ...old.map((one) => `${nameOf(one)}: runs an older image (${one.Image})`)];
}
