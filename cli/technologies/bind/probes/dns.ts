import { z } from "zod";
import { everyInVm, type ProbeKind, pace } from "../../../core/kinds/probe.ts";
import { duration, nodeName } from "../../../core/kinds/values.ts";

const schema = z.strictObject({
  kind: z.literal("dns"),
  from: nodeName.describe("The node that asks."),
  server: z.ipv4().describe("The name server that is asked."),
  name: z
    .string()
    .regex(
      /^(\.|(?=.{1,240}$)[A-Za-z0-9_-]{1,63}(\.[A-Za-z0-9_-]{1,63})*\.?)$/,
      "must be a domain name",
    )
    .meta({ title: "a domain name" }),
  type: z
    .enum(["A", "SOA", "NS", "TXT"])
    .default("A")
    .describe("Of a SOA record the serial is kept, of the others the first value."),
  every: duration
    .prefault("20ms")
    .describe("From request to request, whatever became of the others."),
  "every-in-vm": everyInVm,
  timeout: duration.prefault("250ms").describe("A later answer is none."),
});
type Spec = z.infer<typeof schema>;

export const kind: ProbeKind<Spec> = {
  kind: "dns",
  about:
    "One query over UDP each time, without the resolver's retries. What was answered is kept: the address, or of a SOA record the serial.",
  schema,
  label: (spec) => `dns ${spec.name} @${spec.server}`,
  address: (spec) => spec.server,
  command: (spec) => ({
    from: spec.from,
    argv: ["dns", "--server", spec.server, "--name", spec.name, "--type", spec.type, ...pace(spec)],
  }),
};
