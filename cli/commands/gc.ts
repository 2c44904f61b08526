import type { Command } from "commander";
import type { App } from "./app.ts";

interface Options {
  readonly all?: boolean;
  readonly provider: string;
  readonly json?: boolean;
}

export function register(root: Command, app: App): void {
  root
    .command("gc")
    .summary("remove what killed runs left over")
    .description(
      "Removes containers, networks and keepers that carry halab's labels and that no living process answers for. Clusters started with `up` stay; a workspace's goes when the workspace is gone, or nobody used it for an hour.",
    )
    .option("--all", "every cluster, also those that are in use")
    .option("--provider <name>", "what made the nodes", "auto")
    .option("--json", "print JSON")
    .action(async (options: Options) => {
      const { loadProvider } = await import("../providers/load.ts");
      const { print, printJson, printNotes } = await import("../ui/output.ts");
      let kept = false;
      const ctx = app.ctx((event) => {
        kept ||= event.state === "note";
        printNotes(event);
      });
      const { tendWorkspaces } = await import("../learn/cluster/tend.ts");
      const provider = await loadProvider(options.provider);
      const removed = [
        ...(await provider.gc({ all: options.all === true }, ctx)),
        ...(await tendWorkspaces(provider, ctx)),
      ];
      if (options.json) return printJson(removed);
      if (removed.length === 0 && !kept) return print("nothing was left over");
      for (const one of removed) print(`removed ${one.what} ${one.name}`);
    });
}
