/** What HAProxy says and is told over its socket, for the faults that change its servers. */

import { nodeFailed } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";
import type { NodeAgent } from "../../core/cluster/provider.ts";

const socket = "/run/haproxy/admin.sock";

/** What is run to tell HAProxy one line of commands, with `;` between them. */
export function tellArgv(line: string): string[] {
  const script = `echo "$1" | socat -t 2 - UNIX-CONNECT:${socket}`;
  return ["/bin/sh", "-c", script, "halab", line];
}

/** HAProxy's answer; throws NODE_FAILED when it has no socket, or does not obey. */
export async function tellHaproxy(agent: NodeAgent, line: string, ctx: Ctx): Promise<string> {
  const { exitCode, stdout, stderr } = await agent.run(tellArgv(line), ctx);
  if (exitCode === 0 && !/^(Permission denied|Unknown command)/m.test(stdout)) return stdout;
  throw nodeFailed(agent.node, `HAProxy of ${agent.node} does not take commands`, {
    details: `${stdout}${stderr}`.trim().split("\n").slice(0, 2),
    hint: `global: stats socket ${socket} mode 600 level admin`,
  });
}

/** A server of a backend, as `show servers state` says it. */
export interface HaproxyServer {
  readonly backend: string;
  readonly server: string;
  readonly address: string;
  /** Somebody said `set server ... state drain` (SRV_ADMF_FDRAIN, management.txt 9.3). */
  readonly drained: boolean;
}

const drainedBit = 0x08;

/** `show servers state` -> its servers; the columns have their names in the second line. */
export function parseServers(text: string): HaproxyServer[] {
  const lines = text.split("\n");
  const columns =
    lines
      .find((line) => line.startsWith("# "))
      ?.slice(2)
      .split(" ") ?? [];
  return lines.flatMap((line) => {
    const words = line.trim().split(" ");
    const word = (name: string) => words[columns.indexOf(name)] ?? "";
    if (line.startsWith("#") || words.length < columns.length || columns.length === 0) return [];
    return [
      {
        backend: word("be_name"),
        server: word("srv_name"),
        address: word("srv_addr"),
        drained: (Number(word("srv_admin_state")) & drainedBit) !== 0,
      },
    ];
  });
}
