import { z } from "zod";
import type { ProbeKind } from "../../../core/kinds/probe.ts";
import { duration, nodeName, segmentName } from "../../../core/kinds/values.ts";

const schema = z.strictObject({
  kind: z.literal("address-owner"),
  segment: segmentName,
  address: z.ipv4().describe("The address that may change hands."),
  from: nodeName
    .optional()
    .describe("The node that asks on the segment; default: its first node of the image `client`."),
  nodes: z
    .array(nodeName)
    .min(1)
    .optional()
    .describe(
      "The nodes that are watched; default: every one of the segment. The real servers of LVS-DR have the virtual address, too, on an interface of which the segment must not hear.",
    ),
  guest: z
    .literal(true)
    .optional()
    .describe(
      "The address is that of a hypervisors' guest: the one of `nodes` that runs it owns it.",
    ),
  every: duration.prefault("100ms").describe("So often the segment is asked."),
});
type Spec = z.infer<typeof schema>;

export const kind: ProbeKind<Spec> = {
  kind: "address-owner",
  about:
    "Who owns an address: every node says so itself (rtnetlink), and the segment is asked who answers ARP for it. Two owners lose no request, so no other probe sees them.",
  schema,
  label: (spec) => `owner of ${spec.address}`,
  address: (spec) => spec.address,
  watches: "owner",
  watch: (spec) => ({
    address: spec.address,
    segment: spec.segment,
    from: spec.from,
    nodes: spec.nodes,
    everyMs: spec.every,
    by: spec.guest ? ["halab-guest", "watch"] : undefined,
  }),
};
