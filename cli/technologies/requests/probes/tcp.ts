import { z } from "zod";
import { everyInVm, type ProbeKind, pace } from "../../../core/kinds/probe.ts";
import { duration, endpoint, nodeName } from "../../../core/kinds/values.ts";

const schema = z.strictObject({
  kind: z.literal("tcp"),
  from: nodeName.describe("The node that asks."),
  to: endpoint,
  every: duration
    .prefault("5ms")
    .describe("From request to request, whatever became of the others."),
  "every-in-vm": everyInVm,
  timeout: duration.prefault("250ms").describe("A later connection is none."),
});
type Spec = z.infer<typeof schema>;

export const kind: ProbeKind<Spec> = {
  kind: "tcp",
  about: "Only the connection each time: the three-way handshake, then a reset.",
  schema,
  label: (spec) => `tcp ${spec.to}`,
  address: (spec) => spec.to.split(":")[0],
  command: (spec) => ({ from: spec.from, argv: ["tcp", "--to", spec.to, ...pace(spec)] }),
};
