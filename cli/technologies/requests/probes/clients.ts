import { z } from "zod";
import { rangeSize } from "../../../core/base/address.ts";
import { everyInVm, type ProbeKind, pace, sources } from "../../../core/kinds/probe.ts";
import { duration, name } from "../../../core/lab/schema.ts";

const maxClients = 1024;

const schema = z.strictObject({
  kind: z.literal("clients"),
  from: name,
  url: z
    .string()
    .regex(
      /^http:\/\/\d+\.\d+\.\d+\.\d+(:\d+)?(\/\S*)?$/,
      "must be http://ADDRESS[:PORT]/PATH, with a numeric address (name resolution would be measured too)",
    ),
  /** Each of these addresses is a client; request k is of client k modulo their number. */
  sources: sources.refine((text) => {
    const count = rangeSize(text) ?? 0;
    return count >= 2 && count <= maxClients;
  }, `must be 2 to ${maxClients} addresses`),
  /** From request to request, whatever their client. */
  every: duration.prefault("5ms"),
  "every-in-vm": everyInVm,
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
  label: (spec) => `${rangeSize(spec.sources)} clients of ${address(spec)}`,
  address,
  command: (spec) => ({
    from: spec.from,
    argv: ["clients", "--url", spec.url, "--sources", spec.sources, ...pace(spec)],
  }),
};
