import type { Command } from "commander";
import type { App } from "./app.ts";

interface Options {
  readonly provider: string;
  readonly lines: string;
  readonly follow?: boolean;
}

export function register(root: Command, app: App): void {
  root
    .command("logs")
    .summary("what the nodes' consoles and services said")
    .argument("<cluster>")
    .argument("[node]")
    .option("-n, --lines <count>", "how many lines of each", "40")
    .option("-f, --follow", "go on as they say more, until Ctrl-C")
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
  if (options.follow) {
    const { followLogs } = await import("../core/cluster/follow-logs.ts");
    const wide = Math.max(...names.map((one) => one.length));
    const onLine = (one: string, line: string) =>
      print(names.length > 1 ? `${one.padEnd(wide)}  ${line}` : line);
    return await followLogs(cluster, names, { lines, onLine }, ctx);
  }
  for (const one of names) print(await nodeLogs(cluster, one, lines, ctx));
}
