import { z } from "zod";
import { everyInVm, type ProbeKind, pace } from "../../../core/kinds/probe.ts";
import { duration, nodeName } from "../../../core/kinds/values.ts";

const schema = z.strictObject({
  kind: z.literal("ping"),
  from: nodeName.describe("The node that asks."),
  to: z.ipv4(),
  every: duration
    .prefault("10ms")
    .describe("From request to request, whatever became of the others."),
  "every-in-vm": everyInVm,
  timeout: duration.prefault("250ms").describe("A later answer is none."),
});
type Spec = z.infer<typeof schema>;

export const kind: ProbeKind<Spec> = {
  kind: "ping",
  about: "An ICMP echo each time: it shows the path and the other side's kernel, not its service.",
  schema,
  label: (spec) => `ping ${spec.to}`,
  address: (spec) => spec.to,
  command: (spec) => ({ from: spec.from, argv: ["ping", "--to", spec.to, ...pace(spec)] }),
};
