import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Argument, type Command } from "commander";
import type { App } from "./app.ts";

export function register(root: Command, _app: App): void {
  root
    .command("schema")
    .summary("the JSON schema of lab.yaml, for editors, or of a grade sheet")
    .addArgument(new Argument("[what]").choices(["lab", "grades"]).default("lab"))
    .option("--write", "write both: labs/lab.schema.json and docs/grades.schema.json")
    .action(async (what: "lab" | "grades", options: { write?: boolean }) => {
      const { labsDir, packageRoot } = await import("../core/base/home.ts");
      const { print } = await import("../ui/output.ts");
      if (!options.write) return print(await makers[what]());
      writeFileSync(join(labsDir(), "lab.schema.json"), await makers.lab());
      writeFileSync(join(packageRoot(), "docs", "grades.schema.json"), await makers.grades());
    });
}

const makers = {
  lab: async () => {
    const { labJsonSchema } = await import("../core/lab/lab.ts");
    const { loadAllKinds } = await import("../core/kinds/all.ts");
    return textOf(labJsonSchema(await loadAllKinds()));
  },
  grades: async () => {
    const { sheetJsonSchema } = await import("../grading/sheet.ts");
    return textOf(sheetJsonSchema());
  },
};

function textOf(schema: unknown): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}
