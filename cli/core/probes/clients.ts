import { z } from "zod";
import { type ProbeKind, pace } from "../probe.ts";
import { duration, name, number } from "../schema.ts";

const schema = z.strictObject({
  kind: z.literal("clients"),
  from: name,
  url: z
    .string()
    .regex(
      /^http:\/\/\d+\.\d+\.\d+\.\d+(:\d+)?(\/\S*)?$/,
      "must be http://ADDRESS[:PORT]/PATH, with a numeric address (name resolution would be measured too)",
    ),
  /** The first client's address; the others' follow. All of them must be local to `from`. */
  first: z.ipv4("must be an IPv4 address"),
  /** Request k is client k modulo their number. */
  count: number.pipe(z.number().int().min(2).max(1024)),
  /** From request to request, whatever their client. */
  every: duration.prefault("5ms"),
  /** Under TCP's first retransmission of a SYN (1 s), so that every probe is one shot. */
  timeout: duration.prefault("250ms"),
});
type Spec = z.infer<typeof schema>;

const address = (spec: Spec) => /^http:\/\/([\d.]+)/.exec(spec.url)?.[1];

/**
 * Requests on behalf of many clients, each with its own address: which server each one gets, and how
 * many nodes answered its SYN.
 */
export const kind: ProbeKind<Spec> = {
  kind: "clients",
  schema,
  refs: (spec) => [{ to: "node", name: spec.from, path: ["from"] }],
  label: (spec) => `${spec.count} clients of ${address(spec)}`,
  address,
  command: (spec) => ({
    from: spec.from,
    argv: ["clients", "--url", spec.url, "--clients", `${spec.first}+${spec.count}`, ...pace(spec)],
  }),
};
