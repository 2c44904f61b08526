import { HalabError } from "../../cli/core/base/error.ts";
import type { Left, Provider } from "../../cli/core/cluster/provider.ts";
import { converge, givenOf } from "../../cli/providers/converge.ts";
import { FakeCluster } from "./cluster.ts";

/**
 * Clusters in memory, by the clock that they are given: for tests of what works on clusters. `warnings`: what
 * the daemon of a service says of its configuration.
 */
export function createFake(warnings: ReadonlyMap<string, string> = new Map()): Provider {
  const clusters = new Map<string, FakeCluster>();

  async function down(name: string): Promise<readonly Left[]> {
    const cluster = clusters.get(name);
    clusters.delete(name);
    const names = cluster?.plan.nodes.map((node) => node.name) ?? [];
    for (const node of names) await cluster?.powerOff(node);
    return names.map((node) => ({ what: "node", name: node }));
  }

  return {
    name: "fake",
    facts: async () => ({
      ok: true,
      lines: [],
      vms: { ok: false, why: "no VMs here" },
      features: {},
    }),
    async up(plan, { name, ephemeral }, ctx) {
      const known = clusters.get(name);
      if (known && ephemeral)
        throw new HalabError("CONFLICT", `a cluster "${name}" is there already`);
      if (known) return { cluster: known, notes: await converge(known, plan, givenIn(known), ctx) };
      const cluster = new FakeCluster(name, plan, ctx);
      for (const [service, text] of warnings) cluster.world.warnings.set(service, text);
      clusters.set(name, cluster);
      try {
        await Promise.all(plan.nodes.map((node) => cluster.powerOn(node.name, ctx)));
      } catch (error) {
        await down(name);
        throw error;
      }
      return { cluster, notes: [] };
    },
    find: async (name) => clusters.get(name),
    list: async () => Promise.all([...clusters.values()].map((one) => one.status())),
    down,
    gc: async ({ all }) => {
      const left = await Promise.all((all ? [...clusters.keys()] : []).map(down));
      return left.flat();
    },
    async interact(cluster, node, argv, ctx) {
      const agent = await clusters.get(cluster)?.openAgent(node, ctx);
      return (await agent?.run(argv, ctx))?.exitCode ?? 127;
    },
  };
}

const givenIn = (cluster: FakeCluster) =>
  new Map(cluster.plan.nodes.map((node) => [node.name, givenOf(node)]));

export const provider: Provider = createFake();
