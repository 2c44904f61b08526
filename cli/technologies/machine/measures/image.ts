import type { z } from "zod";
import type { Ctx } from "../../../core/base/time.ts";
import {
  type MeasureEnv,
  type MeasureKind,
  measureSchema,
  toMiB,
} from "../../../core/kinds/measure.ts";
import { nodeName } from "../../../core/kinds/values.ts";
import { diskChain } from "../disk-chain.ts";

const schema = measureSchema("image", { node: nodeName });
type Spec = z.infer<typeof schema>;

async function take(spec: Spec, env: MeasureEnv, ctx: Ctx) {
  const machine = await env.machine(spec.node, ctx);
  if (!machine) {
    const { imageBytes } = await env.cluster.storage(spec.node, ctx);
    const evidence = [`the layers of its image have ${toMiB(imageBytes)} MiB`];
    return { value: toMiB(imageBytes), unit: "MiB" as const, evidence };
  }
  const [, base] = await diskChain(machine, ctx);
  const value = toMiB(base["actual-size"]);
  const evidence = [
    `${base.filename} takes ${value} MiB of the host's disk`,
    `it is an image of a disk of ${toMiB(base["virtual-size"])} MiB`,
  ];
  return { value, unit: "MiB" as const, evidence };
}

export const kind: MeasureKind<Spec> = {
  kind: "image",
  about:
    "What a node starts from, which all of its kind share: a VM's base image, a container's layers; in MiB.",
  schema,
  title: (spec) => `${spec.node}: the image that it starts from`,
  take,
};
