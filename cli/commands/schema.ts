import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import type { App } from "./app.ts";

export function register(root: Command, _app: App): void {
  root
    .command("schema")
    .summary("the JSON schema of lab.yaml, for editors")
    .option("--write", "write it to labs/lab.schema.json")
    .action(async (options: { write?: boolean }) => {
      const { labJsonSchema } = await import("../core/lab/lab.ts");
      const { loadAllKinds } = await import("../core/kinds/all.ts");
      const { labsDir } = await import("../core/base/home.ts");
      const { print } = await import("../ui/output.ts");
      const text = `${JSON.stringify(labJsonSchema(await loadAllKinds()), null, 2)}\n`;
      if (options.write) writeFileSync(join(labsDir(), "lab.schema.json"), text);
      else print(text);
    });
}
