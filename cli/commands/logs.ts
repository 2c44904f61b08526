import type { Command } from "commander";
import type { App } from "./app.ts";

interface Options {
  readonly provider: string;
  readonly lines: string;
}

export function register(root: Command, app: App): void {
  root
    .command("logs")
    .summary("what the nodes' consoles and services said")
    .argument("<cluster>")
    .argument("[node]")
    .option("-n, --lines <count>", "how many lines of each", "40")
    .option("--provider <name>", "what made the nodes", "auto")
    .action((name: string, node: string | undefined, options: Options) =>
      logs(app, name, node, options),
    );
}

async function logs(
  app: App,
  name: string,
  node: string | undefined,
  options: Options,
): Promise<void> {
  const { loadProvider } = await import("../providers/load.ts");
  const { requireCluster, requireNode } = await import("../core/cluster/require-cluster.ts");
  const { HalabError } = await import("../core/base/error.ts");
  const { nodeLogs } = await import("../core/cluster/node-logs.ts");
  const { print } = await import("../ui/output.ts");
  const lines = Number(options.lines);
  if (!Number.isInteger(lines) || lines < 1)
    throw new HalabError("USAGE", `--lines must be a whole number, not "${options.lines}"`);
  const ctx = app.ctx(() => {});
  const cluster = await requireCluster(await loadProvider(options.provider), name, ctx);
  const status = await cluster.status(ctx);
  const names =
    node === undefined
      ? status.nodes.map((one) => one.name)
      : [await requireNode(cluster, node, ctx)];
  for (const one of names) print(await nodeLogs(cluster, one, lines, ctx));
}
