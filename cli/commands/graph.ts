import { writeFileSync } from "node:fs";
import type { Command } from "commander";
import { type App, collectParam } from "./app.ts";

interface Options {
  readonly format: string;
  readonly output?: string;
  readonly param?: Record<string, string>;
}

export function register(root: Command, _app: App): void {
  root
    .command("graph")
    .summary("draw a lab's topology")
    .argument("<lab>")
    .option("-f, --format <format>", "text, mermaid, dot or svg", "text")
    .option("-o, --output <file>", "write there instead of printing")
    .option("--param <name=value>", "another value for a parameter", collectParam)
    .action((lab: string, options: Options) => graph(lab, options));
}

async function graph(labName: string, options: Options): Promise<void> {
  const { openLab } = await import("../core/lab/open.ts");
  const { createRenderer } = await import("../render/render.ts");
  const { templatesDir } = await import("../core/base/home.ts");
  const { HalabError } = await import("../core/base/error.ts");
  const { didYouMean } = await import("../core/base/nearest.ts");
  const { print, wantsAscii, width } = await import("../ui/output.ts");
  const draw = await import("../report/topology.ts");
  const formats = ["text", "mermaid", "dot", "svg"];
  if (!formats.includes(options.format)) {
    throw new HalabError(
      "USAGE",
      `unknown format "${options.format}"${didYouMean(options.format, formats)}`,
    );
  }
  const { plan } = await openLab(labName, {
    renderer: createRenderer(templatesDir()),
    params: options.param,
  });
  const text =
    options.format === "svg"
      ? await draw.graphSvg(plan)
      : options.format === "mermaid"
        ? draw.graphMermaid(plan)
        : options.format === "dot"
          ? draw.graphDot(plan)
          : draw.graphText(plan, { columns: width(), ascii: wantsAscii() });
  if (options.output === undefined) print(text);
  else writeFileSync(options.output, text.endsWith("\n") ? text : `${text}\n`);
}
