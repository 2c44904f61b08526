import type { Command } from "commander";
import type { Ctx } from "../core/base/time.ts";
import type { ClusterStatus, NodeStatus, Provider } from "../core/cluster/provider.ts";
import type { OpenFault } from "../core/state/open-faults.ts";
import type { App } from "./app.ts";

interface Options {
  readonly provider: string;
  readonly json?: boolean;
}

/** A cluster, what is broken in it, and which nodes have addresses beside their own. */
interface Looked extends ClusterStatus {
  readonly faults: readonly Pick<OpenFault, "id" | "kind" | "title" | "nodes">[];
  readonly held: Readonly<Record<string, readonly string[]>>;
}

export function register(root: Command, app: App): void {
  root
    .command("ps")
    .summary("list clusters and their nodes: who owns what, and what is broken")
    .argument("[cluster]")
    .option("--provider <name>", "what made the nodes", "auto")
    .option("--json", "print JSON")
    .action((name: string | undefined, options: Options) => ps(app, name, options));
}

async function ps(app: App, name: string | undefined, options: Options): Promise<void> {
  const { loadProvider } = await import("../providers/load.ts");
  const { columns, print, printJson } = await import("../ui/output.ts");
  const ctx = app.ctx(() => {});
  const provider = await loadProvider(options.provider);
  if (name !== undefined) {
    const { requireCluster } = await import("../core/cluster/require-cluster.ts");
    await requireCluster(provider, name, ctx);
  }
  const all = await provider.list(ctx);
  const wanted = all.filter((one) => name === undefined || one.name === name);
  const clusters = await Promise.all(wanted.map((one) => lookAt(provider, one, ctx)));
  if (options.json) return printJson(clusters);
  if (clusters.length === 0) return print("no clusters (halab up LAB starts one)");
  print(columns(...tableOf(clusters)));
  const broken = clusters.filter(({ faults }) => faults.length > 0);
  for (const one of broken) print(`\nhalab heal ${one.name} undoes what is broken there.`);
  if (clusters.some((cluster) => !cluster.kept)) print("\nhalab gc removes what is left over.");
}

async function lookAt(provider: Provider, status: ClusterStatus, ctx: Ctx): Promise<Looked> {
  const { openFaults } = await import("../core/state/open-faults.ts");
  const { heldAddresses } = await import("../core/cluster/held.ts");
  const faults = openFaults(status.name).map(({ keeper: _, undo: __, ...fault }) => fault);
  const cluster = await provider.find(status.name, ctx);
  const held = cluster
    ? await heldAddresses(cluster, status, ctx)
    : new Map<string, readonly string[]>();
  return { ...status, faults, held: Object.fromEntries(held) };
}

/** Head and rows; what no cluster has takes no column. */
function tableOf(clusters: readonly Looked[]): [head: string[], rows: string[][]] {
  const rows = clusters.flatMap((cluster) =>
    cluster.nodes.map((node, index) => [
      index === 0 ? `${cluster.name}${cluster.kept ? "" : " (left over)"}` : "",
      node.name,
      node.role,
      node.machine,
      node.state,
      node.segments.map((link) => link.address).join(", "),
      (cluster.held[node.name] ?? []).join(", "),
      brokenAt(cluster, node, index === 0).join(", "),
    ]),
  );
  const head = ["CLUSTER", "NODE", "ROLE", "MACHINE", "STATE", "ADDRESSES", "OWNS", "BROKEN"];
  const shown = head.map((_, column) => column < 6 || rows.some((row) => row[column] !== ""));
  const only = (row: readonly string[]) => row.filter((_, column) => shown[column]);
  return [only(head), rows.map(only)];
}

/** At the first of a fault's nodes; what is at no node stands at the cluster's first one. */
function brokenAt({ faults, nodes }: Looked, node: NodeStatus, first: boolean): string[] {
  return faults
    .filter((fault) => {
      const at = nodes.find(({ name }) => fault.nodes.includes(name));
      return at ? at.name === node.name : first;
    })
    .map(({ title }) => title);
}
