import { z } from "zod";
import { everyInVm, type ProbeKind, pace } from "../../../core/kinds/probe.ts";
import { duration, name } from "../../../core/lab/schema.ts";

const schema = z.strictObject({
  kind: z.literal("ping"),
  from: name,
  to: z.ipv4(),
  every: duration.prefault("10ms"),
  "every-in-vm": everyInVm,
  timeout: duration.prefault("250ms"),
});
type Spec = z.infer<typeof schema>;

/** ICMP echo: the path and the other side's kernel, not its service. */
export const kind: ProbeKind<Spec> = {
  kind: "ping",
  schema,
  refs: (spec) => [{ to: "node", name: spec.from, path: ["from"] }],
  label: (spec) => `ping ${spec.to}`,
  address: (spec) => spec.to,
  command: (spec) => ({ from: spec.from, argv: ["ping", "--to", spec.to, ...pace(spec)] }),
};
