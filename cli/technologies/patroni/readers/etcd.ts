import { z } from "zod";
import type { ReaderKind } from "../../../core/kinds/reader.ts";

const schema = z.object({
  name: z.string(),
  /** By their names, of those that it knows. */
  members: z.array(z.string()),
  /** It leads the others (Raft). */
  leads: z.boolean(),
  heartbeatS: z.number(),
  /** So long a follower waits at least for its leader; at most twice that. */
  electionS: z.number(),
});

type EtcdState = Readonly<z.infer<typeof schema>>;

/** Variables ETCD_* that it was started with, its own status, and a line for each member. */
function parse(text: string): EtcdState | undefined {
  const value = (name: string) => new RegExp(`^${name}=(.*)$`, "m").exec(text)?.[1];
  const name = value("ETCD_NAME");
  const status = /^status \S+ (true|false)$/m.exec(text)?.[1];
  if (name === undefined && status === undefined) return undefined;
  const members = [...text.matchAll(/^member (\S+) \S+$/gm)].map(([, one = ""]) => one).toSorted();
  return {
    ...{ name: name ?? "default", members, leads: status === "true" },
    // Milliseconds there; etcd 3.4, embed/config.go, NewConfig.
    heartbeatS: Number(value("ETCD_HEARTBEAT_INTERVAL") ?? 100) / 1000,
    electionS: Number(value("ETCD_ELECTION_TIMEOUT") ?? 1000) / 1000,
  };
}

export const kind: ReaderKind<EtcdState> = {
  kind: "etcd",
  about:
    "A member of etcd: who the others are, whether it leads them, and how long a follower waits for its leader. From what it was started with, and from etcdctl.",
  schema,
  parse,
  joining: ({ members }) => (members.length > 0 ? undefined : "most of etcd's members"),
  rows: ({ heartbeatS, electionS }) => [
    { of: "etcd", values: { "heartbeat interval": heartbeatS, "election timeout": electionS } },
  ],
};
