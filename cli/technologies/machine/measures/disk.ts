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

const schema = measureSchema("disk", { node: nodeName });
type Spec = z.infer<typeof schema>;

async function take(spec: Spec, env: MeasureEnv, ctx: Ctx) {
  const machine = await env.machine(spec.node, ctx);
  if (!machine) {
    const { ownBytes } = await env.cluster.storage(spec.node, ctx);
    const evidence = [`the engine says that its writable layer has ${toMiB(ownBytes)} MiB`];
    return { value: toMiB(ownBytes), unit: "MiB" as const, evidence };
  }
  const [own] = await diskChain(machine, ctx);
  const value = toMiB(own["actual-size"]);
  const evidence = [
    `its overlay takes ${value} MiB of the host's disk`,
    `its guest sees a disk of ${toMiB(own["virtual-size"])} MiB`,
  ];
  return { value, unit: "MiB" as const, evidence };
}

export const kind: MeasureKind<Spec> = {
  kind: "disk",
  about:
    "What a node has on the host's disk for itself, its overlay or its writable layer, in MiB.",
  schema,
  title: (spec) => `${spec.node}: disk of its own`,
  take,
};
