import type { Command } from "commander";
import { type App, collectParam } from "./app.ts";

interface Options {
  readonly param?: Record<string, string>;
  readonly files?: string;
  readonly provider?: string;
  readonly name?: string;
  readonly json?: boolean;
}

export function register(root: Command, _app: App): void {
  root
    .command("plan")
    .summary("show what `up` would build, and build nothing")
    .argument("<lab>")
    .option("--files <dir>", "your files (NODE/PATH) instead of the solution")
    .option("--param <name=value>", "another value for a parameter", collectParam)
    .option("--provider <vagrant>", "print what the Vagrantfile reads (HALAB_PLAN), as JSON")
    .option("--name <name>", "with --provider: the cluster's name (default: the lab's)")
    .option("--json", "print the whole plan as JSON")
    .action(async (name: string, options: Options) => {
      const { openLab, studentFiles } = await import("../core/lab/open.ts");
      const { createRenderer } = await import("../render/render.ts");
      const { templatesDir } = await import("../core/base/home.ts");
      const { columns, print, printHints, printJson } = await import("../ui/output.ts");
      const { lab, plan, notes } = await openLab(name, {
        renderer: createRenderer(templatesDir()),
        params: options.param,
        sources: studentFiles(options.files),
      });
      printHints(notes);
      if (options.provider !== undefined) {
        const { vagrantJson } = await import("../providers/vagrant/plan-file.ts");
        return printJson(vagrantJson(options.provider, plan, options.name ?? lab.name));
      }
      if (options.json) return printJson(plan);
      const rows = plan.nodes.map((node) => [
        node.name,
        node.role,
        node.links.map((link) => `${link.segment} ${link.address}/${link.prefix}`).join(", "),
        node.services.join(", "),
      ]);
      print(columns(["NODE", "ROLE", "ADDRESSES", "SERVICES"], rows));
      const files = plan.nodes.flatMap((node) =>
        node.files.map((file) => [`${node.name}${file.path}`, file.source]),
      );
      if (files.length > 0) print(`\n${columns(["FILE", "FROM"], files)}`);
    });
}
