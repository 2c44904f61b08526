import { writeFileSync } from "node:fs";
import { extname } from "node:path";
import type { Command } from "commander";
import type { Plan } from "../core/cluster/plan.ts";
import { type App, collectParam } from "./app.ts";

interface Options {
  readonly format?: string;
  readonly output?: string;
  readonly param?: Record<string, string>;
}

const formats = ["text", "mermaid", "dot", "svg"] as const;
type Format = (typeof formats)[number];

/** What a file's ending says that it holds. */
const endings: Readonly<Record<string, Format>> = {
  ".txt": "text",
  ".mmd": "mermaid",
  ".mermaid": "mermaid",
  ".dot": "dot",
  ".gv": "dot",
  ".svg": "svg",
};

export function register(root: Command, _app: App): void {
  root
    .command("graph")
    .summary("draw a lab's topology")
    .argument("<lab>")
    .option("-f, --format <format>", "text, mermaid, dot or svg (default: the file's ending, text)")
    .option("-o, --output <file>", "write there instead of printing: x.svg, x.dot, x.mmd, x.txt")
    .option("--param <name=value>", "another value for a parameter", collectParam)
    .action((lab: string, options: Options) => graph(lab, options));
}

async function graph(labName: string, options: Options): Promise<void> {
  const { openLab } = await import("../core/lab/open.ts");
  const { createRenderer } = await import("../render/render.ts");
  const { templatesDir } = await import("../core/base/home.ts");
  const { print } = await import("../ui/output.ts");
  const format = await formatOf(options);
  const { plan } = await openLab(labName, {
    renderer: createRenderer(templatesDir()),
    params: options.param,
  });
  const text = await drawn(plan, format);
  if (options.output === undefined) print(text);
  else writeFileSync(options.output, text.endsWith("\n") ? text : `${text}\n`);
}

/** As it was asked for, else by the file's ending. Throws USAGE for what is neither. */
async function formatOf({ format, output }: Options): Promise<Format> {
  const { HalabError } = await import("../core/base/error.ts");
  const { didYouMean } = await import("../core/base/nearest.ts");
  const ending = extname(output ?? "").toLowerCase();
  if (format === undefined && (output === undefined || ending === "")) return "text";
  if (format === undefined) {
    const meant = endings[ending];
    if (meant) return meant;
    const known = Object.keys(endings).join(", ");
    throw new HalabError("USAGE", `${output}: nothing is drawn for "${ending}"`, {
      hint: `a name that ends in ${known}; or --format text, mermaid, dot or svg`,
    });
  }
  const found = formats.find((one) => one === format);
  if (found) return found;
  throw new HalabError("USAGE", `unknown format "${format}"${didYouMean(format, formats)}`);
}

async function drawn(plan: Plan, format: Format): Promise<string> {
  const { graphDot, graphMermaid, graphSvg, graphText, standalone } = await import(
    "../report/topology.ts"
  );
  const { wantsAscii, width } = await import("../ui/output.ts");
  switch (format) {
    case "svg":
      return standalone(await graphSvg(plan));
    case "mermaid":
      return graphMermaid(plan);
    case "dot":
      return graphDot(plan);
    case "text":
      return graphText(plan, { columns: width(), ascii: wantsAscii() });
    default:
      throw format satisfies never;
  }
}
