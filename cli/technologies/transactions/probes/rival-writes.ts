import { z } from "zod";
import { type ProbeKind, pace } from "../../../core/kinds/probe.ts";
import { duration } from "../../../core/kinds/values.ts";
import { client, clientArgv, table } from "../client.ts";
import { parseDuel } from "../duels.ts";

const schema = z.strictObject({
  kind: z.literal("rival-writes"),
  ...client,
  table: table.default("rivals").describe("It is made when it is not there."),
  every: duration.prefault("100ms").describe("From round to round, if the last one is over."),
  timeout: duration.prefault("2s").describe("So long a round may take."),
});
type Spec = z.infer<typeof schema>;

export const kind: ProbeKind<Spec> = {
  kind: "rival-writes",
  about:
    "Rounds, each with a transaction on every node that changes the same row. All have changed it before any of them commits; then all commit at the same moment, and each node is asked whose change it has. Which may commit is the database's to decide.",
  schema,
  tool: "transactions",
  label: (spec) => `rivals on ${spec.to.join(", ")}`,
  address: () => undefined,
  follow: (spec) => ({
    nodes: [spec.from],
    argv: ["halab-transactions", "rival", ...clientArgv(spec), ...pace(spec)],
    parse: parseDuel,
  }),
};
