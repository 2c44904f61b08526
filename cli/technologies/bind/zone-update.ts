/** A zone that takes updates (RFC 2136) is changed by one: its journal keeps the difference for IXFR. */
import { type HalabError, nodeFailed } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";
import type { NodeAgent } from "../../core/cluster/provider.ts";
import { readKeys } from "./keys.ts";
import type { ZonePlace } from "./zones.ts";

/** The key of `update-policy local`, which named makes for its own machine. */
const sessionKey = "/run/named/session.key";

/** nsupdate(1) waits for an answer; the server is this node itself. */
const updateScript = `
halab-now
[ "$1" != local ] || exec nsupdate -t 2 -k ${sessionKey}
exec nsupdate -t 2
`;

/** What a zone's policy may ask for: the session's key, one of the configuration's, or an address. */
async function credentials(agent: NodeAgent, ctx: Ctx): Promise<{ how: string; line: string }[]> {
  const keys = await readKeys(agent, ctx);
  const { exitCode } = await agent.run(["test", "-s", sessionKey], ctx);
  return [
    ...(exitCode === 0 ? [{ how: "local", line: "" }] : []),
    ...keys.map(({ name, algorithm, secret }) => ({
      how: "key",
      line: `key ${algorithm}:${name} ${secret}\n`,
    })),
    { how: "unsigned", line: "" },
  ];
}

/**
 * `changes` in nsupdate's words, sent as the first of those that the zone lets. Returns when it was sent (ns, our
 * clock); undefined: it lets none of this node's.
 */
export async function updateZone(
  agent: NodeAgent,
  place: ZonePlace,
  changes: { readonly server: string; readonly lines: readonly string[] },
  ctx: Ctx,
): Promise<number | undefined> {
  const { server, lines } = changes;
  for (const { how, line } of await credentials(agent, ctx)) {
    const input = `server ${server}\nzone ${place.zone}\n${line}${lines.join("\n")}\nsend\n`;
    const argv = ["/bin/sh", "-c", updateScript, "halab-update", how];
    const { exitCode, stdout } = await agent.run(argv, ctx, { input });
    if (exitCode === 0) return Number(stdout.split("\n", 1)[0]) + agent.clockOffsetNs;
  }
  return undefined;
}

/** Of a signed zone: its file cannot be edited, named made the signatures in it. */
export function refusedUpdate(node: string, zone: string): HalabError {
  const message = `${zone} on ${node} is signed and takes updates, but none from ${node} itself, with none of its keys`;
  const hint = "let the zone's update-policy grant one of named.conf's keys, or write `local`";
  return nodeFailed(node, message, { hint });
}
