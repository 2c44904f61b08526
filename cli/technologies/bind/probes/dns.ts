import { z } from "zod";
import { everyInVm, type ProbeKind, pace } from "../../../core/kinds/probe.ts";
import { duration, name } from "../../../core/lab/schema.ts";

const schema = z.strictObject({
  kind: z.literal("dns"),
  from: name,
  server: z.ipv4(),
  name: z.string().regex(/^[A-Za-z0-9._-]+$/, "must be a domain name"),
  type: z.enum(["A", "SOA", "NS", "TXT"]).default("A"),
  every: duration.prefault("20ms"),
  "every-in-vm": everyInVm,
  timeout: duration.prefault("250ms"),
});
type Spec = z.infer<typeof schema>;

/** One query over UDP, without the resolver's retries. */
export const kind: ProbeKind<Spec> = {
  kind: "dns",
  schema,
  refs: (spec) => [{ to: "node", name: spec.from, path: ["from"] }],
  label: (spec) => `dns ${spec.name} @${spec.server}`,
  address: (spec) => spec.server,
  command: (spec) => ({
    from: spec.from,
    argv: ["dns", "--server", spec.server, "--name", spec.name, "--type", spec.type, ...pace(spec)],
  }),
};
