import type { NodeAgent } from "../providers/provider.ts";
import { type BalancerChecks, parseHaproxy, parseKeepalived, type Vrrp } from "./inforce.ts";
import { parseRealServers, type RealServerCheck } from "./inforce-lvs.ts";
import { type NlbTimers, parseNlb } from "./inforce-nlb.ts";
import type { Ctx } from "./time.ts";

/** Services that can say with which timers they run. */
export const timedServices: readonly string[] = ["keepalived", "haproxy", "nlb"];

/** Asks a node's daemons for the configuration that they run with. */
export async function readInForce(
  agent: NodeAgent,
  services: readonly string[],
  ctx: Ctx,
): Promise<{
  vrrp: readonly Vrrp[];
  balancer: BalancerChecks | null;
  realServers: readonly RealServerCheck[];
  nlb?: NlbTimers;
  text: string;
}> {
  const ask = async (service: string) =>
    services.includes(service)
      ? (await agent.run(["halab-svc", "inforce", service], ctx)).stdout
      : "";
  const [keepalived = "", haproxy = "", heartbeat = ""] = await Promise.all(timedServices.map(ask));
  const nlb = parseNlb(heartbeat);
  return {
    vrrp: keepalived ? parseKeepalived(keepalived) : [],
    realServers: parseRealServers(keepalived),
    balancer: haproxy ? parseHaproxy(haproxy) : null,
    ...(nlb ? { nlb } : {}),
    // As the daemons said it, for people.
    text: `${keepalived}\n${haproxy}${heartbeat && `\n${heartbeat}`}`,
  };
}
