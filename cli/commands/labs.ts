import type { Command } from "commander";
import type { App } from "./app.ts";

export function register(root: Command, app: App): void {
  root
    .command("labs")
    .summary("list the labs that there are")
    .option("--json", "print JSON")
    .action(async (options: { json?: boolean }) => {
      const { openLab } = await import("../core/lab/open.ts");
      const { allLabs, outsideFolders } = await import("../core/lab/places.ts");
      const { existsSync } = await import("node:fs");
      const { messageOf } = await import("../core/base/error.ts");
      const { shown } = await import("../core/base/shown.ts");
      const { createRenderer } = await import("../render/render.ts");
      const { templatesDir } = await import("../core/base/home.ts");
      const { columns, printHints, printJson } = await import("../ui/output.ts");
      const { printPaged } = await import("../ui/pager.ts");
      const renderer = createRenderer(templatesDir());
      const found = allLabs();
      const labs = await Promise.all(
        found.map(async ({ name, dir, from }) => {
          const twice = found.some((other) => other.name === name && other.dir !== dir);
          // Of a name that two have, the folder is what to type.
          const typed = twice ? shown(dir) : name;
          try {
            const { plan } = await openLab(dir, { renderer });
            const [nodes, steps] = [plan.nodes.length, plan.steps.length];
            return { name: typed, title: plan.title, nodes, steps, from };
          } catch (error) {
            // One that somebody else spoilt hides none of the others.
            if (from === "halab") throw error;
            return { name: typed, title: messageOf(error), nodes: 0, steps: 0, from };
          }
        }),
      );
      const gone = outsideFolders().filter((dir) => !existsSync(dir));
      printHints(
        gone.map((dir) => `HALAB_LABS names ${shown(dir)}, which there is not`),
        "warning",
      );
      if (options.json) return printJson(labs);
      const outside = labs.some(({ from }) => from !== "halab");
      const table = columns(
        ["LAB", "NODES", "STEPS", "TITLE", ...(outside ? ["FROM"] : [])],
        labs.map(({ name, nodes, steps, title, from }) => {
          const counts = nodes === 0 ? ["-", "-"] : [`${nodes}`, `${steps}`];
          return [name, ...counts, title, ...(outside ? [shown(from)] : [])];
        }),
      );
      const more = "halab show LAB tells more, halab run LAB plays it.";
      await printPaged(`${table}\n\n${more}`, app.globals);
    });
}
