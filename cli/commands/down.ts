import type { Command } from "commander";
import type { App } from "./app.ts";

interface Options {
  readonly provider: string;
  readonly json?: boolean;
}

export function register(root: Command, app: App): void {
  root
    .command("down")
    .summary("remove a cluster, whole")
    .argument("<cluster...>")
    .option("--provider <name>", "what made the nodes", "auto")
    .option("--json", "print JSON")
    .action(async (names: string[], options: Options) => {
      const { loadProvider } = await import("../providers/load.ts");
      const { requireCluster } = await import("../core/cluster/require-cluster.ts");
      const { print, printJson, printNotes } = await import("../ui/output.ts");
      const ctx = app.ctx(printNotes);
      const provider = await loadProvider(options.provider);
      for (const name of names) await requireCluster(provider, name, ctx);
      const removed = [];
      for (const name of names) {
        ctx.signal.throwIfAborted();
        removed.push({ cluster: name, removed: await provider.down(name, ctx) });
      }
      if (options.json) return printJson(removed);
      for (const one of removed)
        print(`${one.cluster}: removed ${one.removed.map((left) => left.name).join(", ")}`);
    });
}
