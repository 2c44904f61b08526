import { z } from "zod";
import { rangeSize } from "../../../core/base/address.ts";
import { everyInVm, type ProbeKind, pace, sources, unproven } from "../../../core/kinds/probe.ts";
import { duration, nodeName } from "../../../core/kinds/values.ts";
import { address, numericUrl } from "../url.ts";

const maxClients = 1024;

const schema = z.strictObject({
  kind: z.literal("clients"),
  from: nodeName.describe("The node that asks."),
  url: numericUrl,
  sources: sources
    .refine((text) => {
      const count = rangeSize(text) ?? 0;
      return count >= 2 && count <= maxClients;
    }, `must be 2 to ${maxClients} addresses`)
    .describe(
      "The clients' addresses, all of them local to `from` (template requests/many-addresses); request k is of client k modulo their number.",
    ),
  every: duration.prefault("5ms").describe("From request to request, whosever they are."),
  "every-in-vm": everyInVm,
  unproven,
  timeout: duration
    .prefault("250ms")
    .describe("Short of TCP's second try of a SYN (1 s), so that every request is one shot."),
});
type Spec = z.infer<typeof schema>;

export const kind: ProbeKind<Spec> = {
  kind: "clients",
  about:
    "Requests on behalf of many clients, each with an address of its own, who come in turn: which server each one gets, and how many nodes answered its SYN.",
  schema,
  proven: true,
  label: (spec) => `${rangeSize(spec.sources)} clients of ${address(spec)}`,
  address,
  clients: (spec) => rangeSize(spec.sources) ?? 0,
  command: (spec) => ({
    from: spec.from,
    argv: ["clients", "--url", spec.url, "--sources", spec.sources, ...pace(spec)],
  }),
};
