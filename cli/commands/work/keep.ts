import type { Command } from "commander";
import type { App } from "../app.ts";

interface Options {
  readonly dir: string;
  readonly idle: string;
}

/** The process behind a workspace's cluster; nobody types it. */
export function register(root: Command, app: App): void {
  root
    .command("keep", { hidden: true })
    .description("Starts a workspace's cluster, and takes it away when nobody uses it.")
    .requiredOption("--dir <dir>", "the workspace")
    .option("--idle <duration>", "how long nobody has to use it", "1h")
    .action(async (options: Options) => {
      const { keep } = await import("../../learn/cluster/keep.ts");
      const { requireWorkspace } = await import("../../learn/workspace/open.ts");
      const { ourRenderer } = await import("../../render/ours.ts");
      const { loadProvider } = await import("../../providers/load.ts");
      const { progressView } = await import("../../ui/tasks.ts");
      const { parseDurationMs } = await import("../../core/base/time.ts");
      const { HalabError } = await import("../../core/base/error.ts");
      const idleMs = parseDurationMs(options.idle);
      if (idleMs === undefined)
        throw new HalabError("USAGE", `--idle: "${options.idle}" is not a duration like 1h`);
      const view = await progressView({ live: false, quiet: false });
      const kept = { provider: await loadProvider("auto"), renderer: ourRenderer(), idleMs };
      await keep(requireWorkspace(options.dir), kept, app.ctx(view.onProgress));
    });
}
