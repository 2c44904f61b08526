import type { NodeAgent } from "../providers/provider.ts";
import { type BalancerChecks, parseHaproxy, parseKeepalived, type Vrrp } from "./inforce.ts";
import { type DnsInForce, parseBind } from "./inforce-dns.ts";
import { parseRealServers, type RealServerCheck } from "./inforce-lvs.ts";
import type { Ctx } from "./time.ts";

/**
 * Asks a node's daemons for the configuration that they run with; a name server also for the TTLs
 * of `names`, as it serves them itself.
 */
export async function readInForce(
  agent: NodeAgent,
  services: readonly string[],
  names: readonly string[],
  ctx: Ctx,
): Promise<{
  vrrp: readonly Vrrp[];
  balancer: BalancerChecks | null;
  realServers: readonly RealServerCheck[];
  dns?: DnsInForce;
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
  const answers = bind ? await answersOf(agent, names, ctx) : new Map<string, string>();
  return {
    vrrp: keepalived ? parseKeepalived(keepalived) : [],
    realServers: parseRealServers(keepalived),
    balancer: haproxy ? parseHaproxy(haproxy) : null,
    ...(bind ? { dns: parseBind(bind, answers) } : {}),
    // As the daemons said it, for people.
    text: [keepalived, haproxy, bind, ...answers.values()].join("\n"),
  };
}

/** What dig says, by name; the node asks its own server, which answers from its zones only. */
async function answersOf(
  agent: NodeAgent,
  names: readonly string[],
  ctx: Ctx,
): Promise<Map<string, string>> {
  const options = ["+norecurse", "+noall", "+comments", "+answer", "+tries=1", "+time=1"];
  const asked = names.map(async (name) => {
    const { stdout } = await agent.run(["dig", "@127.0.0.1", ...options, name, "A"], ctx);
    return [name, stdout] as const;
  });
  return new Map(await Promise.all(asked));
}
