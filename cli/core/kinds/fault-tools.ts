/** What several faults need. */

import { HalabError } from "../base/error.ts";
import type { Ctx } from "../base/time.ts";
import type { NodeAgent, Runner, SwitchPort } from "../cluster/provider.ts";
import type { FaultEnv, Seen } from "./fault.ts";

/** Runs a command in a node (or on the switch); throws NODE_FAILED when it does not exit with 0. */
export async function must(
  agent: Runner,
  argv: readonly string[],
  ctx: Ctx,
  input?: string,
): Promise<string> {
  const result = await agent.run(argv, ctx, input === undefined ? {} : { input });
  if (result.exitCode === 0) return result.stdout;
  const said = (result.stderr || result.stdout).trim().split("\n").slice(-5);
  throw new HalabError(
    "NODE_FAILED",
    `\`${argv.join(" ")}\` on ${agent.node} exited with ${result.exitCode}`,
    {
      details: said,
    },
  );
}

/**
 * Runs a command after `ttlMs`, in a session of its own, whatever becomes of halab. `id` names it,
 * so that healing can call it off.
 */
export async function armInNode(
  agent: Runner,
  id: string,
  ttlMs: number,
  argv: readonly string[],
  ctx: Ctx,
): Promise<void> {
  const script = 'echo $$ >"$1"; sleep "$2"; rm -f "$1"; shift 2; exec "$@"';
  const seconds = (ttlMs / 1000).toFixed(3);
  await must(
    agent,
    ["setsid", "-f", "/bin/sh", "-c", `${script}`, "halab-dead-man", pidFile(id), seconds, ...argv],
    ctx,
  );
}

/** Calls off what `armInNode` set up. */
export async function disarmInNode(agent: Runner, id: string, ctx: Ctx): Promise<void> {
  const script = '[ -f "$1" ] && read -r pid <"$1" && rm -f "$1" && kill -- "-$pid"; exit 0';
  await agent.run(["/bin/sh", "-c", script, "halab-disarm", pidFile(id)], ctx);
}

/** Under /run, which a node loses with its power: after a boot the pid is somebody else's. */
function pidFile(id: string): string {
  return `/run/halab-dead-man.${id}`;
}

/** The pids of a service, as its service file names them. */
export async function servicePids(agent: NodeAgent, service: string, ctx: Ctx): Promise<number[]> {
  const { stdout } = await agent.run(["halab-svc", "pids", service], ctx);
  return stdout.split(/\s+/).filter(Boolean).map(Number);
}

/** State letter of each process (proc(5)); a pid that is gone is left out. */
export async function processStates(
  agent: NodeAgent,
  pids: readonly number[],
  ctx: Ctx,
): Promise<Map<number, string>> {
  const states = new Map<number, string>();
  if (pids.length === 0) return states;
  const script =
    'for pid; do read -r line 2>/dev/null <"/proc/$pid/stat" && echo "$line"; done; exit 0';
  const { stdout } = await agent.run(["/bin/sh", "-c", script, "halab", ...pids.map(String)], ctx);
  for (const line of stdout.split("\n")) {
    const match = /^(\d+) \(.*\) (\S)/.exec(line);
    if (match?.[1] && match[2]) states.set(Number(match[1]), match[2]);
  }
  return states;
}

/** Ports of the given nodes on the switch, now; throws NODE_UNREACHABLE if one has none. */
export async function portsOf(
  env: FaultEnv,
  nodes: readonly string[],
  ctx: Ctx,
): Promise<SwitchPort[]> {
  const access = await env.switch(ctx);
  const agents = await Promise.all(nodes.map((node) => env.agent(node, ctx)));
  const ports = await access.ports(agents, ctx);
  for (const node of nodes) {
    if (ports.some((port) => port.node === node)) continue;
    throw new HalabError("NODE_UNREACHABLE", `the switch has no port for ${node}`, {
      hint: "halab ps",
    });
  }
  return [...ports];
}

export function seen(ok: boolean, ...evidence: string[]): Seen {
  return { ok, evidence };
}
