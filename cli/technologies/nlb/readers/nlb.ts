/** Timers of halab-nlb, the heartbeat of a distributed balancer, as it says them itself. Seconds. */
export interface NlbTimers {
  readonly id: number;
  readonly heartbeatS: number;
  /** A node that was silent for so long is dead. */
  readonly deadS: number;
  readonly quorum: number;
}

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
