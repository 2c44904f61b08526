import { z } from "zod";
import { everyInVm, type ProbeKind, pace } from "../../../core/kinds/probe.ts";
import { duration, number } from "../../../core/kinds/values.ts";
import { client, clientArgv, table } from "../client.ts";

const schema = z.strictObject({
  kind: z.literal("writer"),
  ...client,
  table: table
    .default("writes")
    .describe("It is dropped and made anew as the probe begins: (n bigint, session integer)."),
  connections: number
    .pipe(z.number().int().min(1).max(64))
    .default(4)
    .describe("Sessions, each with one transaction at a time."),
  every: duration.prefault("5ms").describe("From write to write, whatever became of the others."),
  "every-in-vm": everyInVm,
  timeout: duration
    .prefault("2s")
    .describe(
      "Half of it may pass until a session is free, and half of it until the answer is there.",
    ),
});
type Spec = z.infer<typeof schema>;

export const kind: ProbeKind<Spec> = {
  kind: "writer",
  about:
    "A row with a number of its own each time, a transaction each, at whichever node takes writes, whatever became of the others. It knows which were acknowledged (and by whom), which were refused, and of which nobody knows: they were sent, and no answer came.",
  schema,
  tool: "transactions",
  label: (spec) => `writes to ${spec.to.join(", ")}`,
  address: () => undefined,
  command: (spec) => ({
    from: spec.from,
    argv: [
      "write",
      ...clientArgv(spec),
      ...["--connections", String(spec.connections)],
      ...pace(spec),
    ],
  }),
};
