import type { NodeAgent } from "../providers/provider.ts";
import { type BalancerChecks, parseHaproxy, parseKeepalived, type Vrrp } from "./inforce.ts";
import { parseBind, type ZoneTimers } from "./inforce-bind.ts";
import { parseRealServers, type RealServerCheck } from "./inforce-lvs.ts";
import type { Ctx } from "./time.ts";

/** Services whose timers bounds are worked out from. */
export const daemonsWithTimers: readonly string[] = ["keepalived", "haproxy", "bind9"];

/** Asks a node's daemons for the configuration that they run with. */
export async function readInForce(
  agent: NodeAgent,
  services: readonly string[],
  ctx: Ctx,
): Promise<{
  vrrp: readonly Vrrp[];
  balancer: BalancerChecks | null;
  realServers: readonly RealServerCheck[];
  zones: readonly ZoneTimers[];
  text: string;
}> {
  const ask = async (service: string) =>
    services.includes(service)
      ? (await agent.run(["halab-svc", "inforce", service], ctx)).stdout
      : "";
  const [keepalived, haproxy, bind] = await Promise.all([
    ask("keepalived"),
    ask("haproxy"),
    ask("bind9"),
  ]);
  return {
    vrrp: keepalived ? parseKeepalived(keepalived) : [],
    realServers: parseRealServers(keepalived),
    zones: bind ? parseBind(bind) : [],
    balancer: haproxy ? parseHaproxy(haproxy) : null,
    // As the daemons said it, for people.
    text: [keepalived, haproxy, bind].join("\n"),
  };
}
