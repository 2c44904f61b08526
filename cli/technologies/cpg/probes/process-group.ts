import { z } from "zod";
import type { ProbeKind } from "../../../core/kinds/probe.ts";
import { nodeName } from "../../../core/kinds/values.ts";
import { membershipOf } from "../log/membership.ts";

const schema = z.strictObject({
  kind: z.literal("process-group"),
  nodes: z
    .array(nodeName)
    .min(2)
    .describe("The nodes whose members' logs are followed: those with the service cpg."),
});
type Spec = z.infer<typeof schema>;

/** "NS WORDS": the words are kept as they are, and read by the checks. */
function parseLine(line: string): { readonly atNs: number; readonly value: string } | undefined {
  const [, ns, value] = /^(\d{1,16}) (.+)$/.exec(line) ?? [];
  return value === undefined ? undefined : { atNs: Number(ns), value };
}

export const kind: ProbeKind<Spec> = {
  kind: "process-group",
  about:
    "What each member of a closed process group logs, on its own node: its views (who is a member, in which ring), and every message that it is delivered, in its order. Kept in batches of a quarter of a second.",
  schema,
  label: (spec) => `group of ${spec.nodes.join(", ")}`,
  address: () => undefined,
  watches: "words",
  follow: (spec) => ({ nodes: spec.nodes, argv: ["halab-cpg", "follow"], parse: parseLine }),
  unsteady(spec, { words, nowNs }) {
    const membership = membershipOf(words);
    const lacking = spec.nodes.flatMap((node) => {
      const seen = membership.at(node, nowNs) ?? [];
      return seen.join() === spec.nodes.toSorted().join()
        ? []
        : [`the view of ${node} has ${seen.join(" and ") || "nobody"}`];
    });
    return lacking[0];
  },
};
