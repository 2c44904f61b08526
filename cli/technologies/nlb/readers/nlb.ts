/** Timers of halab-nlb, the heartbeat of a distributed balancer, as it says them itself. */
import { z } from "zod";
import type { ReaderKind } from "../../../core/kinds/reader.ts";

const schema = z.object({
  id: z.number(),
  heartbeatS: z.number(),
  /** A node that was silent for so long is dead. */
  deadS: z.number(),
  quorum: z.number(),
});
/** One node's timers. Seconds. */
export type NlbTimers = Readonly<z.infer<typeof schema>>;

/** Null when the text lacks one of them: the daemon does not run. */
export function parseNlb(text: string): NlbTimers | null {
  const value = (key: string) => {
    const match = new RegExp(`^${key} (\\d+)(?: ms)?$`, "m").exec(text);
    return match ? Number(match[1]) : undefined;
  };
  const [id, heartbeat, dead] = [value("id"), value("heartbeat"), value("dead")];
  if (id === undefined || heartbeat === undefined || dead === undefined) return null;
  const quorum = value("quorum") ?? 1;
  return { id, heartbeatS: heartbeat / 1000, deadS: dead / 1000, quorum };
}

export const kind: ReaderKind<NlbTimers> = {
  kind: "nlb",
  about:
    "H, the heartbeat's interval; D, after which a silent node counts as dead; and the quorum.",
  schema,
  parse: (text) => parseNlb(text) ?? undefined,
  rows: (values) => [{ of: "heartbeat", values }],
  // Each listens for D before it speaks, and is heard within H: before, a cluster may serve without
  // one of them, and look calm.
  joinS: (values) =>
    Math.max(0, ...values.map((one) => one.deadS)) +
    Math.max(0, ...values.map((one) => one.heartbeatS)),
};
