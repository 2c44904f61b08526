import type { Command } from "commander";
import type { Language } from "../../core/base/language.ts";
import type { NamedRule } from "../../core/diagnose/rules.ts";
import type { Directive, FactFile } from "../../core/kinds/rule.ts";
import type { App } from "../app.ts";
import { languageOf } from "./app.ts";

interface Options {
  readonly files?: string;
  readonly lab?: string;
  readonly lang?: string;
  readonly json?: boolean;
}

export function register(root: Command, app: App): void {
  root
    .command("explain")
    .summary("what a rule of `diagnose`, or a line of a file, means")
    .argument("[what]", "a rule (keepalived/vrid-differs), or NODE:FILE:LINE")
    .option("--files <dir>", "the folder with your files (NODE/PATH)")
    .option("--lab <lab>", "the lab that they are for; without --files: its solution")
    .option("--lang <language>", "en, de or hu; default: the workspace's, or the locale's")
    .option("--json", "print JSON")
    .action((what: string | undefined, options: Options) => explain(app, what, options));
}

async function explain(app: App, what: string | undefined, options: Options): Promise<void> {
  const { printJson } = await import("../../ui/output.ts");
  const { printPaged } = await import("../../ui/pager.ts");
  const print = (text: string) => printPaged(text, app.globals);
  const language = await languageOf(options);
  if (what === undefined) {
    const { loadRules } = await import("../../core/diagnose/rules.ts");
    const all = await loadRules(language);
    if (options.json) return printJson(all.map(ruleOf));
    return await print(await listText(all, language));
  }
  const place = /^([^:/]+):(.+):(\d+)$/.exec(what);
  if (!place) {
    const { findRule } = await import("../../core/diagnose/explain.ts");
    const named = await findRule(what, language);
    return options.json ? printJson(ruleOf(named)) : await print(await ruleText(named, language));
  }
  const [, node = "", path = "", line = ""] = place;
  const file = await fileOf({ node, path }, options);
  const { explainLine } = await import("../../core/diagnose/explain.ts");
  const directive = await explainLine(file, Number(line));
  if (options.json)
    return printJson({ node, file: file.path, line: Number(line), directive: directive ?? null });
  await print(await lineText(file, { line: Number(line), directive, language }));
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

async function listText(all: readonly NamedRule[], language: Language): Promise<string> {
  const { columns } = await import("../../ui/output.ts");
  const { said } = await import("../../report/text/say.ts");
  const rows = all.map(({ id, rule, texts }) => [
    id,
    said(language, rule.severity),
    general(texts.title),
  ]);
  const head = (["rule", "severity", "what-you-see"] as const).map((word) => said(language, word));
  return columns(
    head.map((word) => word.toUpperCase()),
    rows,
  );
}

/** What stands for a value: `{node}` is NODE. */
function general(text: string): string {
  return text.replace(/\{([\w-]+)\}/g, (_, name: string) => name.toUpperCase());
}

async function ruleText(named: NamedRule, language: Language): Promise<string> {
  const { rule, severity, source, title, why, example, hints, see } = ruleOf(named);
  const { wrap, width } = await import("../../ui/output.ts");
  const { said } = await import("../../report/text/say.ts");
  const wide = Math.min(width(), 100);
  const asks = hints.map((hint) => wrap(`- ${hint}`, wide)).join("\n");
  return [
    `${rule} (${said(language, severity)})`,
    wrap(title, wide),
    wrap(why, wide),
    `${said(language, "for-example")}\n${example.replace(/^/gm, "    ")}`,
    `${said(language, "ask-yourself")}\n${asks}`,
    `${said(language, "see-it")} ${see}`,
    `${said(language, "source")} ${source}`,
  ].join("\n\n");
}

interface Explained {
  readonly line: number;
  readonly directive: Directive | undefined;
  readonly language: Language;
}

async function lineText(file: FactFile, { line, directive, language }: Explained): Promise<string> {
  const { wrap, width } = await import("../../ui/output.ts");
  const { placeIn } = await import("../../core/kinds/rule.ts");
  const { said } = await import("../../report/text/say.ts");
  const { text } = placeIn(file, line);
  const head = `${file.node}:${file.path}:${line}\n    ${text}`;
  if (!directive) return `${head}\n\n${said(language, "no-table")}`;
  const { name, does, unit, otherwise, source } = directive;
  const more = [
    ...(unit === undefined ? [] : [`${said(language, "unit")} ${unit}`]),
    ...(otherwise === undefined ? [] : [`${said(language, "left-out")} ${otherwise}`]),
    `${said(language, "source")} ${source}`,
  ];
  return `${head}\n\n${name}: ${wrap(does, Math.min(width(), 100))}\n\n${more.join("\n")}`;
}

async function workspaceHere(): Promise<string | undefined> {
  const { findWorkspace } = await import("../../learn/workspace/open.ts");
  return findWorkspace()?.root;
}

/** In a student's folder (default: the workspace that we are in), or in a lab's solution. Throws USAGE, NOT_FOUND and SUBMISSION_INVALID. */
async function fileOf(
  { node, path }: { readonly node: string; readonly path: string },
  { files, lab }: Options,
): Promise<FactFile> {
  const full = path.startsWith("/") ? path : `/${path}`;
  const { HalabError } = await import("../../core/base/error.ts");
  const folder = files ?? (lab === undefined ? await workspaceHere() : undefined);
  if (folder !== undefined) {
    const { readPlain } = await import("../../core/diagnose/plain-file.ts");
    return { node, path: full, text: readPlain(folder, node, full), owner: "student" };
  }
  if (lab === undefined)
    throw new HalabError("USAGE", "where is this file?", {
      hint: `halab explain ${node}:${path}:LINE --files DIR (or --lab LAB: of its solution)`,
    });
  const { didYouMean } = await import("../../core/base/nearest.ts");
  const { openFacts } = await import("../../core/diagnose/open.ts");
  const { createRenderer } = await import("../../render/render.ts");
  const { templatesDir } = await import("../../core/base/home.ts");
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
