import type { Command } from "commander";
import type { App } from "./app.ts";

export function register(root: Command, app: App): void {
  root
    .command("shell")
    .summary("a shell in a node")
    .argument("<cluster>")
    .argument("<node>")
    .option("--provider <name>", "what made the nodes", "auto")
    .action(async (name: string, node: string, options: { provider: string }) => {
      const { loadProvider } = await import("../providers/load.ts");
      const { requireCluster, requireNode } = await import("../core/cluster/require-cluster.ts");
      const ctx = app.ctx(() => {});
      const provider = await loadProvider(options.provider);
      await requireNode(await requireCluster(provider, name, ctx), node, ctx);
      app.exit(await provider.interact(name, node, ["/bin/bash", "-l"], ctx));
    });
}
