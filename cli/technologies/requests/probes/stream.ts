import { z } from "zod";
import { everyInVm, type ProbeKind, pace, unproven } from "../../../core/kinds/probe.ts";
import { duration, endpoint, nodeName, number } from "../../../core/kinds/values.ts";

const schema = z.strictObject({
  kind: z.literal("stream"),
  from: nodeName.describe("The node that asks."),
  to: endpoint.describe("A service `echo`; its port is 7000."),
  connections: number
    .pipe(z.number().int().min(1).max(64))
    .default(1)
    .describe("1 to 64; line k goes over connection k modulo their number."),
  every: duration.prefault("20ms").describe("From line to line, whatever their connection."),
  "every-in-vm": everyInVm,
  unproven,
  timeout: duration
    .prefault("5s")
    .describe(
      "A connection whose line waits longer is ended. TCP doubles its wait after each lost segment, so after a takeover of 3.5 s a connection may stall for more than 6 s: give it 20s where connections should survive.",
    ),
});
type Spec = z.infer<typeof schema>;

function argvOf(spec: Spec): string[] {
  const many = spec.connections > 1 ? ["--connections", String(spec.connections)] : [];
  return ["stream", "--to", spec.to, ...pace(spec), ...many];
}

export const kind: ProbeKind<Spec> = {
  kind: "stream",
  about:
    "Long-lived connections to a service `echo`, with numbered lines: do they stall, or break? IPVS tells its backup of a connection from its third packet on.",
  schema,
  proven: true,
  label: (spec) => `stream ${spec.to}`,
  address: (spec) => spec.to.split(":")[0],
  command: (spec) => ({ from: spec.from, argv: argvOf(spec) }),
};
