import type { Command } from "commander";
import type { Diagnosis } from "../../core/diagnose/diagnose.ts";
import { type App, collectParam } from "../app.ts";
import { languageOf, lookThere, starterIn } from "./app.ts";

interface Options {
  readonly files?: string;
  readonly param?: Record<string, string>;
  readonly hints?: string;
  readonly provider: string;
  readonly dir?: string;
  readonly lang?: string;
  readonly json?: boolean;
}

export function register(root: Command, app: App): void {
  root
    .command("diagnose")
    .summary("say why it does not work: the cause, its line, how to see it")
    .description(
      "Looks at files (LAB --files DIR, no cluster), at a running CLUSTER (its nodes, and the wire for some seconds), at a stored RUN, or at the workspace that you are in. Exit code 1: something was found.",
    )
    .argument(
      "[what]",
      "a lab (with --files), a cluster, or a run; default: the workspace, else the last run",
    )
    .option("--files <dir>", "the files to look at (NODE/PATH)")
    .option("--param <name=value>", "another value for a parameter of the lab", collectParam)
    .option("--hints <n>", "show so many hints of each finding, 0 to 3", "0")
    .option("--provider <name>", "what made the cluster's nodes", "auto")
    .option("--dir <dir>", "a workspace; default: the one you are in")
    .option("--lang <language>", "en, de or hu; default: the workspace's, or the locale's")
    .option("--json", "print halab/diagnosis/1")
    .action(async (what: string | undefined, options: Options) => {
      const hints = await hintsOf(options.hints);
      const found = await diagnosisOf(app, what, options);
      const { printJson, width } = await import("../../ui/output.ts");
      if (options.json) printJson(found);
      else {
        const { diagnosisText } = await import("../../report/text/diagnosis.ts");
        const { printPaged } = await import("../../ui/pager.ts");
        await printPaged(diagnosisText(found, { hints, width: width() }), app.globals);
      }
      app.exit(found.findings.length > 0 ? 1 : 0);
    });
}

async function hintsOf(text = "0"): Promise<number> {
  const { HalabError } = await import("../../core/base/error.ts");
  if (/^[0-3]$/.test(text)) return Number(text);
  throw new HalabError("USAGE", `--hints: "${text}" is not 0, 1, 2 or 3`);
}

async function diagnosisOf(
  app: App,
  what: string | undefined,
  options: Options,
): Promise<Diagnosis> {
  if (options.files !== undefined) return byFiles(what, options);
  const found = what === undefined ? await byWorkspace(app, options) : undefined;
  if (found) return found;
  if (what === undefined || (await isRun(what))) return byRun(what, options);
  return byCluster(app, what, options);
}

/** Undefined: we are in none, and none is named. */
async function byWorkspace(app: App, options: Options): Promise<Diagnosis | undefined> {
  const { findWorkspace, requireWorkspace } = await import("../../learn/workspace/open.ts");
  const ws = options.dir === undefined ? findWorkspace() : requireWorkspace(options.dir);
  if (!ws) return undefined;
  const { diagnoseWorkspace } = await import("../../learn/session/why.ts");
  const { printNotes } = await import("../../ui/output.ts");
  const { ourRenderer } = await import("../../render/ours.ts");
  const asked = { ws, renderer: ourRenderer(), language: await languageOf(options) };
  return diagnoseWorkspace(asked, app.ctx(printNotes));
}

async function byFiles(lab: string | undefined, options: Options): Promise<Diagnosis> {
  const { files, param: params } = options;
  const { HalabError } = await import("../../core/base/error.ts");
  if (lab === undefined)
    throw new HalabError("USAGE", "of which lab are these files?", {
      hint: `halab diagnose LAB --files ${files}`,
    });
  const { openFacts } = await import("../../core/diagnose/open.ts");
  const { diagnose } = await import("../../core/diagnose/diagnose.ts");
  const { loadRules } = await import("../../core/diagnose/rules.ts");
  const { printHints } = await import("../../ui/output.ts");
  const { ourRenderer } = await import("../../render/ours.ts");
  const facts = await openFacts(lab, {
    ...{ renderer: ourRenderer(), params, files },
    onNotes: printHints,
  });
  return diagnose(facts, await loadRules(await languageOf(options)));
}

async function isRun(what: string): Promise<boolean> {
  const { existsSync } = await import("node:fs");
  const { join } = await import("node:path");
  return /^\d{8}-/.test(what) || existsSync(join(what, "journal.ndjson"));
}

async function byRun(which: string | undefined, options: Options): Promise<Diagnosis> {
  const { join } = await import("node:path");
  const { HalabError } = await import("../../core/base/error.ts");
  const { findRun, keptOf } = await import("../../core/run/find-run.ts");
  const { readJournal } = await import("../../core/journal/file.ts");
  const { RunView } = await import("../../core/journal/view.ts");
  const { diagnoseRun } = await import("../../core/diagnose/of-run.ts");
  const dir = findRun(which);
  const view = RunView.of(readJournal(join(dir, "journal.ndjson")));
  const lab = view.header?.lab;
  const starter = await starterIn(lab, view.plan?.params);
  const language = await languageOf(options);
  const found = await diagnoseRun(view, { starter, ...keptOf(dir), language });
  if (found) return found;
  throw new HalabError("LAB_INVALID", `${dir} does not say which lab was played`);
}

async function byCluster(app: App, name: string, options: Options): Promise<Diagnosis> {
  const { diagnoseRun } = await import("../../core/diagnose/of-run.ts");
  const { view, ...seen } = await lookThere(app, name, options);
  const language = await languageOf(options);
  const found = await diagnoseRun(view, { cluster: name, ...seen, language });
  if (found) return found;
  const { HalabError } = await import("../../core/base/error.ts");
  throw new HalabError("BUG", `nothing was seen of ${name}`);
}
