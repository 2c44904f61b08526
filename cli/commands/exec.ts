import type { Command } from "commander";
import type { App } from "./app.ts";

export function register(root: Command, app: App): void {
  root
    .command("exec")
    .summary("run a command in a node")
    .description("Runs a command in a node; its output, its input and its exit code are yours.")
    .usage("[options] <cluster> <node> -- <command...>")
    .argument("<cluster>")
    .argument("<node>")
    .argument("<command...>")
    .option("--provider <name>", "what made the nodes", "auto")
    .passThroughOptions()
    .action(
      async (name: string, node: string, command: string[], options: { provider: string }) => {
        const { loadProvider } = await import("../providers/load.ts");
        const { requireCluster, requireNode } = await import("../core/cluster/require-cluster.ts");
        const ctx = app.ctx(() => {});
        // passThroughOptions hands the "--" over too.
        const words = command[0] === "--" ? command.slice(1) : command;
        const provider = await loadProvider(options.provider);
        await requireNode(await requireCluster(provider, name, ctx), node, ctx);
        app.exit(await provider.interact(name, node, words, ctx));
      },
    );
}
