import { z } from "zod";
import { type ProbeKind, pace } from "../../../core/kinds/probe.ts";
import { duration } from "../../../core/kinds/values.ts";
import { client, clientArgv, table } from "../client.ts";
import { latest, parseTouch, spansOf } from "../touches.ts";

const schema = z.strictObject({
  kind: z.literal("writable"),
  ...client,
  table: table.default("touches").describe("It is made when it is not there."),
  every: duration.prefault("100ms").describe("How often each of the nodes is asked."),
  timeout: duration
    .prefault("1s")
    .describe("Half of it may pass until its session is free, and half until the answer is there."),
});
type Spec = z.infer<typeof schema>;

export const kind: ProbeKind<Spec> = {
  kind: "writable",
  about:
    "Tries to write to each node, again and again: which of them take writes, whatever they say of themselves. Steady is a cluster of which exactly one does.",
  schema,
  tool: "transactions",
  label: (spec) => `who of ${spec.to.join(", ")} takes writes`,
  address: () => undefined,
  watches: "words",
  follow: (spec) => ({
    nodes: [spec.from],
    argv: [
      "halab-transactions",
      "touch",
      ...clientArgv(spec),
      ...pace({ ...spec, every: spec.every / spec.to.length }),
    ],
    parse: parseTouch,
  }),
  holders: (_, { words }) => latest(spansOf(words)),
  unsteady(_, { words }) {
    const taking = latest(spansOf(words));
    if (taking.length === 1) return undefined;
    return taking.length === 0 ? "no node takes writes" : `${taking.join(" and ")} take writes`;
  },
};
