import type { Command } from "commander";
import type { App } from "./app.ts";

export function register(root: Command, app: App): void {
  root
    .command("labs")
    .summary("list the labs that there are")
    .option("--json", "print JSON")
    .action(async (options: { json?: boolean }) => {
      const { openLab, labNames } = await import("../core/lab/open.ts");
      const { createRenderer } = await import("../render/render.ts");
      const { templatesDir } = await import("../core/base/home.ts");
      const { columns, printJson } = await import("../ui/output.ts");
      const { printPaged } = await import("../ui/pager.ts");
      const renderer = createRenderer(templatesDir());
      const labs = await Promise.all(
        labNames().map(async (name) => {
          const { plan } = await openLab(name, { renderer });
          return { name, title: plan.title, nodes: plan.nodes.length, steps: plan.steps.length };
        }),
      );
      if (options.json) return printJson(labs);
      const table = columns(
        ["LAB", "NODES", "STEPS", "TITLE"],
        labs.map((lab) => [lab.name, `${lab.nodes}`, `${lab.steps}`, lab.title]),
      );
      const more = "halab show LAB tells more, halab run LAB plays it.";
      await printPaged(`${table}\n\n${more}`, app.globals);
    });
}
