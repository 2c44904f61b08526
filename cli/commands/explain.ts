import type { Command } from "commander";
import type { NamedRule } from "../core/diagnose/rules.ts";
import type { Directive, FactFile } from "../core/kinds/rule.ts";
import type { App } from "./app.ts";

interface Options {
  readonly files?: string;
  readonly lab?: string;
  readonly json?: boolean;
}

export function register(root: Command, app: App): void {
  root
    .command("explain")
    .summary("what a rule of `diagnose`, or a line of a file, means")
    .argument("[what]", "a rule (keepalived/vrid-differs), or NODE:FILE:LINE")
    .option("--files <dir>", "the folder with your files (NODE/PATH)")
    .option("--lab <lab>", "the lab that they are for; without --files: its solution")
    .option("--json", "print JSON")
    .action((what: string | undefined, options: Options) => explain(app, what, options));
}

async function explain(app: App, what: string | undefined, options: Options): Promise<void> {
  const { printJson } = await import("../ui/output.ts");
  const { printPaged } = await import("../ui/pager.ts");
  const print = (text: string) => printPaged(text, app.globals);
  if (what === undefined) {
    const { loadRules } = await import("../core/diagnose/rules.ts");
    const all = await loadRules();
    if (options.json) return printJson(all.map(ruleOf));
    return await print(await listText(all));
  }
  const place = /^([^:/]+):(.+):(\d+)$/.exec(what);
  if (!place) {
    const { findRule } = await import("../core/diagnose/explain.ts");
    const named = await findRule(what);
    return options.json ? printJson(ruleOf(named)) : await print(await ruleText(named));
  }
  const [, node = "", path = "", line = ""] = place;
  const file = await fileOf({ node, path }, options);
  const { explainLine } = await import("../core/diagnose/explain.ts");
  const directive = await explainLine(file, Number(line));
  if (options.json)
    return printJson({ node, file: file.path, line: Number(line), directive: directive ?? null });
  await print(await lineText(file, Number(line), directive));
}

function ruleOf({ id, rule, texts }: NamedRule) {
  const { title, because, see, hints, why, example } = texts;
  return {
    rule: id,
    severity: rule.severity,
    looksAt: rule.needs,
    source: rule.source,
    title: general(title),
    because: general(because),
    see: general(see),
    hints: hints.map(general),
    why: general(why),
    example,
  };
}

async function listText(all: readonly NamedRule[]): Promise<string> {
  const { columns } = await import("../ui/output.ts");
  const rows = all.map(({ id, rule, texts }) => [id, rule.severity, general(texts.title)]);
  return columns(["RULE", "SEVERITY", "WHAT YOU SEE"], rows);
}

/** What stands for a value: `{node}` is NODE. */
function general(text: string): string {
  return text.replace(/\{([\w-]+)\}/g, (_, name: string) => name.toUpperCase());
}

async function ruleText(named: NamedRule): Promise<string> {
  const { rule, severity, source, title, why, example, hints, see } = ruleOf(named);
  const { wrap, width } = await import("../ui/output.ts");
  const wide = Math.min(width(), 100);
  const asks = hints.map((hint) => wrap(`- ${hint}`, wide)).join("\n");
  return [
    `${rule} (${severity})`,
    wrap(title, wide),
    wrap(why, wide),
    `For example:\n${example.replace(/^/gm, "    ")}`,
    `Ask yourself:\n${asks}`,
    `See it: ${see}`,
    `Source: ${source}`,
  ].join("\n\n");
}

async function lineText(
  file: FactFile,
  line: number,
  found: Directive | undefined,
): Promise<string> {
  const { wrap, width } = await import("../ui/output.ts");
  const { placeIn } = await import("../core/kinds/rule.ts");
  const { text } = placeIn(file, line);
  const head = `${file.node}:${file.path}:${line}\n    ${text}`;
  if (!found)
    return `${head}\n\nNo table of halab's knows what this line does; the daemon's manual does.`;
  const { name, does, unit, otherwise, source } = found;
  const more = [
    ...(unit === undefined ? [] : [`Unit: ${unit}`]),
    ...(otherwise === undefined ? [] : [`Left out: ${otherwise}`]),
    `Source: ${source}`,
  ];
  return `${head}\n\n${name}: ${wrap(does, Math.min(width(), 100))}\n\n${more.join("\n")}`;
}

/** In a student's folder, or in a lab's solution. Throws USAGE, NOT_FOUND and SUBMISSION_INVALID. */
async function fileOf(
  { node, path }: { readonly node: string; readonly path: string },
  { files, lab }: Options,
): Promise<FactFile> {
  const full = path.startsWith("/") ? path : `/${path}`;
  const { HalabError } = await import("../core/base/error.ts");
  if (files !== undefined) {
    const { readPlain } = await import("../core/diagnose/plain-file.ts");
    return { node, path: full, text: readPlain(files, node, full), owner: "student" };
  }
  if (lab === undefined)
    throw new HalabError("USAGE", "where is this file?", {
      hint: `halab explain ${node}:${path}:LINE --files DIR (or --lab LAB: of its solution)`,
    });
  const { didYouMean } = await import("../core/base/nearest.ts");
  const { openFacts } = await import("../core/diagnose/open.ts");
  const { createRenderer } = await import("../render/render.ts");
  const { templatesDir } = await import("../core/base/home.ts");
  const { nodes } = await openFacts(lab, { renderer: createRenderer(templatesDir()) });
  const found = nodes.find(({ name }) => name === node);
  const names = nodes.map(({ name }) => name);
  if (!found)
    throw new HalabError("NOT_FOUND", `${lab} has no node "${node}"${didYouMean(node, names)}`);
  const paths = [...found.files.keys()];
  const file = found.files.get(full);
  if (file) return file;
  throw new HalabError("NOT_FOUND", `${node} has no file ${full}${didYouMean(full, paths)}`, {
    details: paths,
  });
}
