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

export const kind: ProbeKind<Spec> = {
  kind: "patroni-role",
  about:
    "What each node's Patroni says of itself, by its REST API: whether it is the primary, a synchronous standby, or another replica. `owner-of` it is a node that has the role.",
  schema,
  label: (spec) => `who of ${spec.nodes.join(", ")} is ${spec.role.replace("_", " ")}`,
  address: () => undefined,
  watches: "words",
  follow: (spec) => ({ nodes: spec.nodes, argv: ["halab-patroni", "watch"], parse: parseRole }),
  holders: ({ role }, { words }) => latestRoles(words).get(role) ?? [],
  unsteady({ role }, { words }) {
    const found = latestRoles(words).get(role) ?? [];
    return found.length > 0 ? undefined : `nobody is ${role.replace("_", " ")}`;
  },
};
