import { ask } from "../../technologies/bind/named.ts";
import { parseBind } from "../../technologies/bind/readers/bind9.ts";
import { parseHaproxy, parseKeepalived } from "../../technologies/keepalived/readers/keepalived.ts";
import { parseRealServers } from "../../technologies/keepalived/real-servers.ts";
import { parseNlb } from "../../technologies/nlb/readers/nlb.ts";
import { parseSentinel } from "../../technologies/redis/readers/sentinel.ts";
import type { Ctx } from "../base/time.ts";
import type { PlannedNode } from "../cluster/plan.ts";
import type { NodeAgent } from "../cluster/provider.ts";
import type { EventOf } from "../journal/events.ts";

/** Services that say with which timers they run. */
export const timedServices: readonly string[] = [
  "keepalived",
  "haproxy",
  "bind9",
  "sentinel",
  "nlb",
];

type Read = Omit<EventOf<"in-force">, "kind" | "t" | "node">;

/**
 * Asks a node's daemons for the configuration that they run with; a name server also for the TTLs
 * of `names`, as it serves them itself. `text` is what they said, for people.
 */
export async function readInForce(
  agent: NodeAgent,
  node: PlannedNode,
  names: readonly string[],
  ctx: Ctx,
): Promise<Read & { readonly text: string }> {
  const said = new Map(
    await Promise.all(
      timedServices.map(async (service) => {
        if (!node.services.includes(service)) return [service, ""] as const;
        const { stdout } = await agent.run(["halab-svc", "inforce", service], ctx);
        return [service, stdout] as const;
      }),
    ),
  );
  const of = (service: string) => said.get(service) ?? "";
  const answers = of("bind9") ? await answersOf(agent, node, names, ctx) : new Map();
  const nlb = parseNlb(of("nlb"));
  return {
    vrrp: of("keepalived") ? parseKeepalived(of("keepalived")) : [],
    realServers: parseRealServers(of("keepalived")),
    balancer: of("haproxy") ? parseHaproxy(of("haproxy")) : null,
    ...(of("bind9") ? { bind: parseBind(of("bind9"), answers) } : {}),
    ...(of("sentinel") ? { sentinels: parseSentinel(of("sentinel")) } : {}),
    ...(nlb ? { nlb } : {}),
    text: [...said.values(), ...answers.values()].filter(Boolean).join("\n"),
  };
}

/** What a name server says, by name: it answers itself from its zones only. */
async function answersOf(
  agent: NodeAgent,
  node: PlannedNode,
  names: readonly string[],
  ctx: Ctx,
): Promise<Map<string, string>> {
  const server = node.links[0]?.address ?? "127.0.0.1";
  const asked = names.map(async (name) => {
    return [name, await ask(agent, { server, name, type: "A" }, ctx)] as const;
  });
  return new Map(await Promise.all(asked));
}
