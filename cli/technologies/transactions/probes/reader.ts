import { z } from "zod";
import { everyInVm, type ProbeKind, pace } from "../../../core/kinds/probe.ts";
import { duration } from "../../../core/kinds/values.ts";
import { client, clientArgv, table } from "../client.ts";
import { parseReads } from "../reads.ts";

const schema = z.strictObject({
  kind: z.literal("reader"),
  ...client,
  table: table.default("writes").describe("A writer's."),
  every: duration
    .prefault("20ms")
    .describe("From read to read; read k asks node k modulo their number."),
  "every-in-vm": everyInVm,
  timeout: duration
    .prefault("1s")
    .describe("Half of it may pass until its session is free, and half until the answer is there."),
});
type Spec = z.infer<typeof schema>;

export const kind: ProbeKind<Spec> = {
  kind: "reader",
  about:
    "Asks the nodes in turn for the newest row that a writer wrote: so it is known how old what it reads is, and whether time ever goes backwards for it. All its reads are one session of one user, as behind a balancer.",
  schema,
  tool: "transactions",
  label: (spec) => `reads from ${spec.to.join(", ")}`,
  address: () => undefined,
  command: (spec) => ({
    from: spec.from,
    argv: ["read", ...clientArgv(spec), ...pace(spec)],
    parse: parseReads,
  }),
};
