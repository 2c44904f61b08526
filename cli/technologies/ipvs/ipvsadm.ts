/** What ipvsadm says on a director, for the faults that change it. */

import { nodeFailed } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";
import type { NodeAgent } from "../../core/cluster/provider.ts";

/** Runs ipvsadm where IPVS has to be; throws NODE_FAILED when the node has none. */
export async function askIpvs(
  agent: NodeAgent,
  argv: readonly string[],
  ctx: Ctx,
): Promise<string> {
  const { stdout, stderr, exitCode } = await agent.run(["ipvsadm", ...argv], ctx);
  if (exitCode === 0) return stdout;
  throw nodeFailed(agent.node, `${agent.node} is no director: it has no IPVS`, {
    details: stderr.trim().split("\n").slice(0, 2),
    hint: `halab exec CLUSTER ${agent.node} -- ipvsadm -Ln`,
  });
}

/** One real server of one virtual service, as `ipvsadm -Sn` says it. */
export interface RealServer {
  readonly service: string;
  readonly server: string;
  readonly weight: number;
  /** `-t 10.77.0.100:80 -r 10.77.0.11:80 -g -w 1`: ipvsadm sets to their defaults what -e leaves out. */
  readonly words: readonly string[];
}

/** `ipvsadm -Sn` -> its real servers. */
export function parseRules(text: string): RealServer[] {
  return text.split("\n").flatMap((line) => {
    const [verb, ...words] = line.trim().split(/\s+/);
    if (verb !== "-a") return [];
    const after = (...flags: string[]) => {
      const at = words.findIndex((word) => flags.includes(word));
      return at < 0 ? "" : (words[at + 1] ?? "");
    };
    const service = after("-t", "-u", "-f", "--sctp-service");
    return [{ service, server: after("-r"), weight: Number(after("-w") || 1), words }];
  });
}

/** What ipvsadm is given to change the weight of a server and nothing else of it. */
export function editWeight(words: readonly string[], weight: number): string[] {
  const at = words.indexOf("-w");
  const rest = at < 0 ? words : words.toSpliced(at, 2);
  return ["-e", ...rest, "-w", String(weight)];
}

/** One of IPVS's two synchronisation daemons. */
export interface SyncDaemon {
  readonly state: "master" | "backup";
  /** What ipvsadm is given to start it as it was. */
  readonly start: readonly string[];
}

const daemonOptions: Readonly<Record<string, string>> = {
  mcast: "--mcast-interface",
  syncid: "--syncid",
  maxlen: "--sync-maxlen",
  group: "--mcast-group",
  port: "--mcast-port",
  ttl: "--mcast-ttl",
};

/** `ipvsadm -l --daemon`: "master sync daemon (mcast=eth0, syncid=1, maxlen=1472, ...)". */
export function parseDaemons(text: string): SyncDaemon[] {
  return text.split("\n").flatMap((line): SyncDaemon[] => {
    const match = /^(master|backup) sync daemon \((.*)\)/.exec(line.trim());
    if (!match) return [];
    const state = match[1] === "master" ? "master" : "backup";
    const options = (match[2] ?? "").split(/,\s*/).flatMap((pair) => {
      const [key = "", value = ""] = pair.split("=");
      const option = daemonOptions[key];
      return option === undefined || value === "" ? [] : [option, value];
    });
    return [{ state, start: ["--start-daemon", state, ...options] }];
  });
}
