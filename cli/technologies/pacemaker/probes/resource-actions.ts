import { z } from "zod";
import type { ProbeKind } from "../../../core/kinds/probe.ts";
import { nodeName } from "../../../core/kinds/values.ts";
import { actionParser } from "../actions.ts";

const schema = z.strictObject({
  kind: z.literal("resource-actions"),
  nodes: z.array(nodeName).min(1).describe("The members of the cluster."),
});
type Spec = z.infer<typeof schema>;

export const kind: ProbeKind<Spec> = {
  kind: "resource-actions",
  about:
    "What Pacemaker has its resource agents do on each node: when a start, a stop, a monitor was asked for, when it ended, and how. From the controller's own lines in the nodes' logs; nothing is sent.",
  schema,
  label: ({ nodes }) => `actions on ${nodes.join(", ")}`,
  address: () => undefined,
  follow: ({ nodes }) => ({ nodes, argv: ["halab-actions"], parse: actionParser() }),
};
