import { z } from "zod";
import { everyInVm, type ProbeKind, pace } from "../../../core/kinds/probe.ts";
import { duration, name } from "../../../core/lab/schema.ts";

const schema = z.strictObject({
  kind: z.literal("tcp"),
  from: name,
  to: z.string().regex(/^\d+\.\d+\.\d+\.\d+:\d+$/, "must be ADDRESS:PORT"),
  every: duration.prefault("5ms"),
  "every-in-vm": everyInVm,
  timeout: duration.prefault("250ms"),
});
type Spec = z.infer<typeof schema>;

/** Only the connection: the three-way handshake, then a reset. */
export const kind: ProbeKind<Spec> = {
  kind: "tcp",
  schema,
  refs: (spec) => [{ to: "node", name: spec.from, path: ["from"] }],
  label: (spec) => `tcp ${spec.to}`,
  address: (spec) => spec.to.split(":")[0],
  command: (spec) => ({ from: spec.from, argv: ["tcp", "--to", spec.to, ...pace(spec)] }),
};
