/** Which node has which address beside those of its cables: who owns what, as the nodes say it themselves. */
import pLimit from "p-limit";
import { type Ctx, withDeadline } from "../base/time.ts";
import type { Cluster, ClusterStatus } from "./provider.ts";

/** A node that does not say it by then says nothing. */
const patienceMs = 3_000;
/** Nodes that are asked at a time. */
const most = 8;

/** By node; nodes that are off, frozen or silent are left out. */
export async function heldAddresses(
  cluster: Pick<Cluster, "openAgent">,
  status: Pick<ClusterStatus, "nodes">,
  ctx: Ctx,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const limit = pLimit(most);
  const running = status.nodes.filter(({ state }) => state === "running");
  const found = await Promise.all(
    running.map(({ name, segments }) =>
      limit(async (): Promise<[string, readonly string[]][]> => {
        try {
          const said = await withDeadline(`${name}'s addresses`, patienceMs, ctx, (inner) =>
            addressesOf(cluster, name, inner),
          );
          const own = new Set(segments.map(({ address }) => address));
          return [[name, said.filter((address) => !own.has(address))]];
        } catch {
          ctx.signal.throwIfAborted();
          return [];
        }
      }),
    ),
  );
  return new Map(found.flat());
}

async function addressesOf(
  cluster: Pick<Cluster, "openAgent">,
  node: string,
  ctx: Ctx,
): Promise<string[]> {
  await using agent = await cluster.openAgent(node, ctx);
  const words = ["/bin/sh", "-c", "exec ip -o address show scope global"];
  return globalAddresses((await agent.run(words, ctx)).stdout);
}

/** Where an address waits for what a balancer passes on, and nobody is told of it (LVS). */
const silent = /^(lo|tunl|dummy|gre|sit|ip6tnl|ip6gre)/;

/** Of `ip -o address`: "2: eth0    inet 10.77.0.11/24 brd ...". */
export function globalAddresses(text: string): string[] {
  const found = text.split("\n").flatMap((line) => {
    const [, device = "", address] = /^\d+: (\S+)\s+inet6? ([0-9a-f.:]+)/.exec(line) ?? [];
    return address === undefined || silent.test(device) ? [] : [address];
  });
  return [...new Set(found)];
}
