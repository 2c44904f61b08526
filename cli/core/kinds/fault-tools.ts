/** What several faults need. */

import { HalabError } from "../base/error.ts";
import type { Ctx } from "../base/time.ts";
import { must } from "../cluster/commands.ts";
import type { CommandHost, SwitchPort } from "../cluster/provider.ts";
import type { FaultEnv, Seen } from "./fault.ts";

/**
 * Runs a command after `ttlMs`, in a session of its own, whatever becomes of halab. `id` names it,
 * so that healing can call it off.
 */
export async function armInNode(
  agent: CommandHost,
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
export async function disarmInNode(agent: CommandHost, id: string, ctx: Ctx): Promise<void> {
  const script = '[ -f "$1" ] && read -r pid <"$1" && rm -f "$1" && kill -- "-$pid"; exit 0';
  await agent.run(["/bin/sh", "-c", script, "halab-disarm", pidFile(id)], ctx);
}

/** Under /run, which a node loses with its power: after a boot the pid is somebody else's. */
function pidFile(id: string): string {
  return `/run/halab-dead-man.${id}`;
}

/** Ports of the given nodes on the switch, now; throws NODE_UNREACHABLE if one has none. */
export async function portsOf(
  env: FaultEnv,
  nodes: readonly string[],
  ctx: Ctx,
): Promise<SwitchPort[]> {
  const access = await env.switch(ctx);
  const ports = await access.ports(nodes, ctx);
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

/** What was seen at several places: it is so if it is so at all of them. */
export function seenAtAll(all: readonly { readonly ok: boolean; readonly what: string }[]): Seen {
  return { ok: all.every(({ ok }) => ok), evidence: all.map(({ what }) => what) };
}
