import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import type { App } from "./app.ts";

export function register(root: Command, _app: App): void {
  root
    .command("show")
    .summary("show a lab: topology, steps, parameters, guide")
    .argument("<lab>")
    .option("--guide", "the whole guide")
    .option("--json", "print JSON")
    .action(async (name: string, options: { guide?: boolean; json?: boolean }) => {
      const { openLab } = await import("../core/lab/open.ts");
      const { takesOf } = await import("../core/lab/submission/takes.ts");
      const { createRenderer } = await import("../render/render.ts");
      const { templatesDir } = await import("../core/base/home.ts");
      const { columns, print, printJson, wantsAscii, width, wrap } = await import(
        "../ui/output.ts"
      );
      const { graphText } = await import("../report/topology.ts");
      const { lab, plan } = await openLab(name, { renderer: createRenderer(templatesDir()) });
      const guide = join(lab.dir, "guide.md");
      if (options.json) {
        const { file } = lab;
        return printJson({
          name: lab.name,
          title: file.title,
          lecture: file.lecture,
          summary: file.summary,
          params: lab.params,
          nodes: plan.nodes.map(({ files: _, ...node }) => node),
          steps: plan.steps,
        });
      }
      if (options.guide && existsSync(guide)) return print(readFileSync(guide, "utf8"));
      print(`${graphText(plan, { columns: width(), ascii: wantsAscii() })}\n`);
      if (lab.file.summary) print(`${wrap(lab.file.summary, width())}\n`);
      print(
        columns(
          ["STEP", "WHAT HAPPENS"],
          plan.steps.map((step) => [step.id, step.title]),
        ),
      );
      const params = Object.entries(lab.file.params).map(([key, one]) => [
        key,
        String(lab.params[key]),
        one.about ?? "",
      ]);
      if (params.length > 0) print(`\n${columns(["PARAMETER", "VALUE", "MEANING"], params)}`);
      const all = takesOf(lab.file);
      const takes = plan.nodes.flatMap((node) => {
        const of = all.get(node.name);
        return of ? [{ node: node.name, ...of }] : [];
      });
      const owned = takes.flatMap(({ node, declared }) =>
        declared.map((path) => `  ${node}${path}`),
      );
      if (owned.length > 0) print(`\nYou write:\n${owned.join("\n")}`);
      const open = takes.filter(({ allow }) => allow.length > 0);
      const rows = open.map(({ node, allow }) => `  ${node}: ${allow.join(", ")}`);
      if (rows.length > 0) print(`\nYou may add files of your own:\n${rows.join("\n")}`);
      if (existsSync(guide)) print(`\nThe guide: halab show ${name} --guide`);
    });
}
