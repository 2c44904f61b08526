import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { makeFolder } from "../../core/base/folders.ts";
import type { App } from "../app.ts";

export function register(root: Command, app: App): void {
  root
    .command("manual", { hidden: true })
    .summary("the manual page, made of the verbs")
    .option("--write", "write it to man/halab.1")
    .action(async (options: { write?: boolean }) => {
      const { packageRoot } = await import("../../core/base/home.ts");
      const { halabVersion } = await import("../../core/base/version.ts");
      const { manualPage } = await import("../../ui/manual.ts");
      const { print } = await import("../../ui/output.ts");
      const text = manualPage(await app.tree(), halabVersion());
      if (!options.write) return print(text);
      const folder = join(packageRoot(), "man");
      makeFolder(folder);
      writeFileSync(join(folder, "halab.1"), text);
    });
}
