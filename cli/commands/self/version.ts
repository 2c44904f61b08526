import type { Command } from "commander";
import type { App } from "../app.ts";

export function register(root: Command, _app: App): void {
  root
    .command("version")
    .summary("which halab this is, and what it runs on")
    .option("--json", "print JSON")
    .action(async (options: { json?: boolean }) => {
      const { halabVersion } = await import("../../core/base/version.ts");
      const { print, printJson } = await import("../../ui/output.ts");
      const halab = halabVersion();
      const { node } = process.versions;
      const platform = `${process.platform}-${process.arch}`;
      if (options.json) return printJson({ halab, node, platform });
      print(`halab ${halab}, Node.js ${node}, ${platform}`);
    });
}
