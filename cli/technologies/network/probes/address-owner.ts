import { z } from "zod";
import type { ProbeKind } from "../../../core/kinds/probe.ts";
import { duration, name } from "../../../core/lab/schema.ts";

const schema = z.strictObject({
  kind: z.literal("address-owner"),
  segment: name,
  address: z.ipv4(),
  /** Who listens on the segment; default: its first node of the image `client`. */
  from: name.optional(),
  /**
   * Who may have it; default: every node of the segment. The real servers of LVS-DR have the virtual
   * address, too, on an interface of which the segment must not hear.
   */
  nodes: z.array(name).min(1).optional(),
  /** The address is that of a hypervisors' guest: the one that runs it owns it. */
  guest: z.literal(true).optional(),
  /** How often the segment is asked. */
  every: duration.prefault("100ms"),
});
type Spec = z.infer<typeof schema>;

/**
 * Who owns an address: every node says so itself (rtnetlink), and the segment is asked who answers
 * ARP for it. A split brain loses no request, so no other probe sees it.
 */
export const kind: ProbeKind<Spec> = {
  kind: "address-owner",
  schema,
  refs: (spec) => [
    { to: "segment", name: spec.segment, path: ["segment"] },
    ...(spec.from ? [{ to: "node" as const, name: spec.from, path: ["from"] }] : []),
    ...(spec.nodes ?? []).map((node, index) => ({
      to: "node" as const,
      name: node,
      path: ["nodes", index],
    })),
  ],
  label: (spec) => `owner of ${spec.address}`,
  address: (spec) => spec.address,
  watch: (spec) => ({
    address: spec.address,
    segment: spec.segment,
    from: spec.from,
    nodes: spec.nodes,
    everyMs: spec.every,
    by: spec.guest ? ["halab-guest", "watch"] : undefined,
  }),
};
