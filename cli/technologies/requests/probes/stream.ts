import { z } from "zod";
import { everyInVm, type ProbeKind, pace } from "../../../core/kinds/probe.ts";
import { duration, name, number } from "../../../core/lab/schema.ts";

const schema = z.strictObject({
  kind: z.literal("stream"),
  from: name,
  /** An echo service (service `echo`, port 7000). */
  to: z.string().regex(/^\d+\.\d+\.\d+\.\d+:\d+$/, "must be ADDRESS:PORT"),
  /** Line k goes over connection k modulo their number. */
  connections: number.pipe(z.number().int().min(1).max(64)).default(1),
  /** From line to line, whatever their connection. */
  every: duration.prefault("20ms"),
  "every-in-vm": everyInVm,
  /** A line without an answer for so long ends its connection, so longer than TCP may stall. */
  timeout: duration.prefault("5s"),
});
type Spec = z.infer<typeof schema>;

function argvOf(spec: Spec): string[] {
  const many = spec.connections > 1 ? ["--connections", String(spec.connections)] : [];
  return ["stream", "--to", spec.to, ...pace(spec), ...many];
}

/** Long-lived connections with numbered lines: do they stall, or break? */
export const kind: ProbeKind<Spec> = {
  kind: "stream",
  schema,
  refs: (spec) => [{ to: "node", name: spec.from, path: ["from"] }],
  label: (spec) => `stream ${spec.to}`,
  address: (spec) => spec.to.split(":")[0],
  command: (spec) => ({ from: spec.from, argv: argvOf(spec) }),
};
