import type { NodeAgent } from "../providers/provider.ts";
import { type BalancerChecks, parseHaproxy, parseKeepalived, type Vrrp } from "./inforce.ts";
import { parseRealServers, type RealServerCheck } from "./inforce-lvs.ts";
import { parseSentinel, type SentinelMaster } from "./inforce-sentinel.ts";
import type { Ctx } from "./time.ts";

/** Asks a node's daemons for the configuration that they run with. */
export async function readInForce(
  agent: NodeAgent,
  services: readonly string[],
  ctx: Ctx,
): Promise<{
  vrrp: readonly Vrrp[];
  balancer: BalancerChecks | null;
  realServers: readonly RealServerCheck[];
  sentinels: readonly SentinelMaster[];
  text: string;
}> {
  const ask = async (service: string) =>
    services.includes(service)
      ? (await agent.run(["halab-svc", "inforce", service], ctx)).stdout
      : "";
  const [keepalived, haproxy, sentinel] = await Promise.all([
    ask("keepalived"),
    ask("haproxy"),
    ask("sentinel"),
  ]);
  return {
    vrrp: keepalived ? parseKeepalived(keepalived) : [],
    realServers: parseRealServers(keepalived),
    balancer: haproxy ? parseHaproxy(haproxy) : null,
    sentinels: parseSentinel(sentinel),
    // As the daemons said it, for people.
    text: `${keepalived}\n${haproxy}\n${sentinel}`,
  };
}
