import type { Command } from "commander";
import type { Renderer } from "../core/base/renderer.ts";
import type { Plan } from "../core/cluster/plan.ts";
import type { Lab } from "../core/lab/lab.ts";
import { type App, collectParam } from "./app.ts";

interface Options {
  readonly guide?: boolean;
  readonly param?: Record<string, string>;
  readonly lang?: string;
  readonly json?: boolean;
}

export function register(root: Command, app: App): void {
  root
    .command("show")
    .summary("show a lab: topology, steps, parameters, guide")
    .argument("<lab>", "a name from `halab labs`, or a path to a lab's folder")
    .option("--guide", "the whole guide")
    .option("--param <name=value>", "another value for a parameter: all follows it", collectParam)
    .option("--lang <language>", "of the guide: en, de or hu; default: the locale's")
    .option("--json", "print JSON")
    .action((name: string, options: Options) => show(app, name, options));
}

interface Shown {
  /** As it was asked for. */
  readonly name: string;
  readonly lab: Lab;
  readonly plan: Plan;
  readonly renderer: Renderer;
  readonly options: Options;
}

async function show({ globals }: App, name: string, options: Options): Promise<void> {
  const { openLab } = await import("../core/lab/open.ts");
  const { createRenderer } = await import("../render/render.ts");
  const { templatesDir } = await import("../core/base/home.ts");
  const { printJson, wantsAscii, width } = await import("../ui/output.ts");
  const { printPaged, printPagedStyled } = await import("../ui/pager.ts");
  const renderer = createRenderer(templatesDir());
  const { lab, plan } = await openLab(name, { renderer, params: options.param });
  if (options.json) return printJson(documentOf(lab, plan));
  const shown = { name, lab, plan, renderer, options };
  const guide = await guideIn(shown);
  if (options.guide && guide !== undefined) {
    const { renderMarkdown } = await import("../ui/markdown.ts");
    const style = { width: width(), colour: globals.colour, ascii: wantsAscii() };
    return await printPagedStyled(renderMarkdown(guide, style), globals);
  }
  await printPaged(await labText(shown, guide !== undefined), globals);
}

function documentOf({ name, file, params }: Lab, { nodes, steps }: Plan) {
  const { title, lecture, summary } = file;
  return {
    name,
    title,
    lecture,
    summary,
    params,
    nodes: nodes.map(({ files: _, ...node }) => node),
    steps,
  };
}

/** With the parameters' values, in the reader's language. */
async function guideIn({ name, lab, renderer, options }: Shown): Promise<string | undefined> {
  const { languageFrom } = await import("../core/base/language.ts");
  const { guideOf } = await import("../learn/workspace/guide.ts");
  const lang = languageFrom({ option: options.lang, env: process.env });
  const reader = { lab: name, lang, params: options.param ?? {}, cluster: lab.name };
  return await guideOf(reader, lab, renderer);
}

async function labText({ name, lab, plan }: Shown, hasGuide: boolean): Promise<string> {
  const { columns, wantsAscii, width, wrap } = await import("../ui/output.ts");
  const { graphText } = await import("../report/topology.ts");
  const steps = plan.steps.map((step) => [step.id, step.title]);
  const given = (plan.static ?? []).map(({ title, points }) => [title, String(points)]);
  const params = Object.entries(lab.file.params).map(([key, one]) => [
    key,
    String(lab.params[key]),
    one.about ?? "",
  ]);
  const parts = [
    graphText(plan, { columns: width(), ascii: wantsAscii() }),
    ...(lab.file.summary ? [wrap(lab.file.summary, width())] : []),
    columns(["STEP", "WHAT HAPPENS"], steps),
    ...(params.length > 0 ? [columns(["PARAMETER", "VALUE", "MEANING"], params)] : []),
    ...(given.length > 0 ? [columns(["POINTS FOR FILES ALONE", "POINTS"], given)] : []),
    ...(await takenText(lab, plan)),
    ...(hasGuide ? [`The guide: halab show ${name} --guide`] : []),
  ];
  return parts.map((part) => part.trimEnd()).join("\n\n");
}

/** What students write, and where they may add files of their own. */
async function takenText(lab: Lab, plan: Plan): Promise<string[]> {
  const { takesOf } = await import("../core/lab/submission/takes.ts");
  const all = takesOf(lab.file);
  const takes = plan.nodes.flatMap((node) => {
    const of = all.get(node.name);
    return of ? [{ node: node.name, ...of }] : [];
  });
  const owned = takes.flatMap(({ node, declared }) => declared.map((path) => `  ${node}${path}`));
  const open = takes.filter(({ allow }) => allow.length > 0);
  const rows = open.map(({ node, allow }) => `  ${node}: ${allow.join(", ")}`);
  return [
    ...(owned.length > 0 ? [["You write:", ...owned].join("\n")] : []),
    ...(rows.length > 0 ? [["You may add files of your own:", ...rows].join("\n")] : []),
  ];
}
