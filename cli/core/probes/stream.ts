import { z } from "zod";
import { type ProbeKind, pace } from "../probe.ts";
import { duration, name } from "../schema.ts";

const schema = z.strictObject({
  kind: z.literal("stream"),
  from: name,
  /** An echo service (service `echo`, port 7000). */
  to: z.string().regex(/^\d+\.\d+\.\d+\.\d+:\d+$/, "must be ADDRESS:PORT"),
  every: duration.prefault("20ms"),
  timeout: duration.prefault("5s"),
});
type Spec = z.infer<typeof schema>;

/** One long-lived connection with numbered lines: does it stall, or break? */
export const kind: ProbeKind<Spec> = {
  kind: "stream",
  schema,
  refs: (spec) => [{ to: "node", name: spec.from, path: ["from"] }],
  label: (spec) => `stream ${spec.to}`,
  address: (spec) => spec.to.split(":")[0],
  command: (spec) => ({ from: spec.from, argv: ["stream", "--to", spec.to, ...pace(spec)] }),
};
