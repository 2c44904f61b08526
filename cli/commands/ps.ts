import type { Command } from "commander";
import type { App } from "./app.ts";

interface Options {
  readonly provider: string;
  readonly json?: boolean;
}

export function register(root: Command, app: App): void {
  root
    .command("ps")
    .summary("list clusters and their nodes")
    .argument("[cluster]")
    .option("--provider <name>", "what made the nodes", "auto")
    .option("--json", "print JSON")
    .action(async (name: string | undefined, options: Options) => {
      const { loadProvider } = await import("../providers/load.ts");
      const { columns, print, printJson } = await import("../ui/output.ts");
      const ctx = app.ctx(() => {});
      const provider = await loadProvider(options.provider);
      if (name !== undefined) {
        const { requireCluster } = await import("../core/cluster/require-cluster.ts");
        await requireCluster(provider, name, ctx);
      }
      const all = await provider.list(ctx);
      const clusters = all.filter((one) => name === undefined || one.name === name);
      if (options.json) return printJson(clusters);
      if (clusters.length === 0) return print("no clusters (halab up LAB starts one)");
      const rows = clusters.flatMap((cluster) =>
        cluster.nodes.map((node, index) => [
          index === 0 ? `${cluster.name}${cluster.kept ? "" : " (left over)"}` : "",
          node.name,
          node.role,
          node.machine,
          node.state,
          node.segments.map((link) => link.address).join(", "),
        ]),
      );
      print(columns(["CLUSTER", "NODE", "ROLE", "MACHINE", "STATE", "ADDRESSES"], rows));
      if (clusters.some((cluster) => !cluster.kept)) print("\nhalab gc removes what is left over.");
    });
}
