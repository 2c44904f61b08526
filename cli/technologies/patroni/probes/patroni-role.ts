import { z } from "zod";
import type { ProbeKind } from "../../../core/kinds/probe.ts";
import { nodeName } from "../../../core/kinds/values.ts";
import { latestRoles, parseRole, roles } from "../roles.ts";

const schema = z.strictObject({
  kind: z.literal("patroni-role"),
  nodes: z.array(nodeName).min(1).max(16).describe("The nodes with Patroni."),
  role: z.enum(roles).describe("Who has it is meant by `owner-of` this probe."),
});
type Spec = z.infer<typeof schema>;

const settled: ReadonlySet<string> = new Set(roles);

export const kind: ProbeKind<Spec> = {
  kind: "patroni-role",
  about:
    "What each node's Patroni says of itself, by its REST API: whether it is the primary, a synchronous standby, or another replica. `owner-of` it is a node that has the role. Steady is a cluster in which each is one of these, and in which somebody is the synchronous standby where commits are to wait for one.",
  schema,
  label: (spec) => `who of ${spec.nodes.join(", ")} is ${spec.role.replace("_", " ")}`,
  address: () => undefined,
  watches: "words",
  follow: (spec) => ({ nodes: spec.nodes, argv: ["halab-patroni", "watch"], parse: parseRole }),
  holders: ({ role }, { words }) => latestRoles(words).get(role) ?? [],
  unsteady(_, { words }) {
    const [[word, nodes] = []] = [...latestRoles(words)].filter(([one]) => !settled.has(one));
    if (word === undefined || !nodes) return undefined;
    if (word === "primary_alone") return `${nodes.join(" and ")} has no synchronous standby yet`;
    return `Patroni of ${nodes.join(" and ")} is ${word.replaceAll("_", " ")}`;
  },
};
