import type { Command } from "commander";
import type { Language } from "../../core/base/language.ts";
import type { Renderer } from "../../core/base/renderer.ts";
import type { Workspace } from "../../learn/workspace/open.ts";
import type { App } from "../app.ts";

interface Options {
  readonly any?: boolean;
  readonly seed?: string;
  readonly number?: string;
  readonly name?: string;
  readonly dir?: string;
  readonly list?: boolean;
  readonly giveUp?: boolean;
  readonly lang?: string;
  readonly json?: boolean;
}

export function register(root: Command, app: App): void {
  root
    .command("incident")
    .summary("find out what is broken, and mend it while the clock runs")
    .description(
      "Starts a broken cluster, and says what users feel. Mend it in the folder's files or inside the nodes; `halab check` there says whether it does what it must, then what it was.",
    )
    .argument(
      "[lab]",
      "of this lab; without it and --any: the incident of this folder, or the list",
    )
    .option("--any", "of whatever lab")
    .option("--seed <n>", "draw by a number: the same number, the same incident")
    .option("--number <n>", "one of the lab's, by its number in the list")
    .option("--name <name>", "the cluster's name (default: incident-HEX)")
    .option("--dir <dir>", "the folder that is made, or that it is about")
    .option("--list", "all incidents by difficulty and topic, and what became of them")
    .option("--give-up", "end the incident of this folder, and be told")
    .option("--lang <language>", "en, de or hu; default: the locale's")
    .option("--json", "print JSON")
    .action((lab: string | undefined, options: Options) => incident(app, lab, options));
}

async function incident(app: App, lab: string | undefined, options: Options): Promise<void> {
  const renderer = await makeRenderer();
  if (options.list) return list(lab, renderer, options);
  if (options.giveUp) return giveUp(renderer, options);
  if (lab !== undefined || options.any) return begin(app, lab, renderer, options);
  const { findWorkspace } = await import("../../learn/workspace/open.ts");
  const ws = findWorkspace(options.dir);
  return ws?.incident ? tellAgain(ws, options) : list(undefined, renderer, options);
}

async function begin(
  app: App,
  lab: string | undefined,
  renderer: Renderer,
  options: Options,
): Promise<void> {
  const [pool, { drawFrom }, { mendedIn, readHistory }, { beginIncident }] = await Promise.all([
    import("../../learn/incident/pool.ts"),
    import("../../learn/incident/draw.ts"),
    import("../../learn/incident/history.ts"),
    import("../../learn/incident/begin.ts"),
  ]);
  const [seed, number] = [
    await wholeOf("--seed", options.seed),
    await wholeOf("--number", options.number),
  ];
  const all =
    lab === undefined ? await pool.allIncidents(renderer) : await pool.incidentsOf(lab, renderer);
  const wish = { seed, number, mended: mendedIn(readHistory()), random: Math.random };
  const drawn = drawFrom(all, wish);
  const lang = await languageOf(undefined, options);
  const { progressView, viewOptions } = await import("../../ui/tasks.ts");
  const view = await progressView(viewOptions());
  const { dir, name } = options;
  try {
    const ctx = app.ctx(view.onProgress);
    const { workspace } = await beginIncident({ incident: drawn, dir, name, lang, renderer }, ctx);
    await view.close();
    await tellAgain(workspace, options);
  } finally {
    await view.close();
  }
}

/** What the pager said, and how long ago. */
async function tellAgain(ws: Workspace, options: Options): Promise<void> {
  const { readRecord } = await import("../../learn/incident/record.ts");
  const { pagerText } = await import("../../learn/incident/text.ts");
  const { openLab } = await import("../../core/lab/open.ts");
  const { print, printJson, width } = await import("../../ui/output.ts");
  const record = readRecord(ws);
  const ranS = Math.max(0, (Date.now() - Date.parse(record.begun)) / 1000);
  const { root: dir, cluster, lab } = ws;
  const { pager, begun, outcome = null } = record;
  if (options.json)
    return printJson({ schema: "halab/incident/1", dir, cluster, lab, begun, outcome, pager });
  const lang = await languageOf(ws, options);
  if (outcome !== null) {
    const { say } = await import("../../learn/words/say.ts");
    return print(say(lang, "incident.over"));
  }
  const { plan } = await openLab(lab, { renderer: await makeRenderer(), params: ws.params });
  const of = { title: plan.title, root: dir, cluster, ranS };
  print(pagerText(pager, of, { lang, width: width() }));
}

async function list(lab: string | undefined, renderer: Renderer, options: Options): Promise<void> {
  const { allIncidents, incidentsOf } = await import("../../learn/incident/pool.ts");
  const { readHistory } = await import("../../learn/incident/history.ts");
  const { listJson, listText } = await import("../../learn/incident/text.ts");
  const { print, printJson, width } = await import("../../ui/output.ts");
  const all = lab === undefined ? await allIncidents(renderer) : await incidentsOf(lab, renderer);
  const history = readHistory();
  if (options.json) return printJson(listJson(all, history));
  const lang = await languageOf(undefined, options);
  print(listText(all, history, { lang, width: width() }));
}

async function giveUp(renderer: Renderer, options: Options): Promise<void> {
  const { requireWorkspace } = await import("../../learn/workspace/open.ts");
  const { giveUp: end } = await import("../../learn/incident/check.ts");
  const { debriefText } = await import("../../learn/incident/text.ts");
  const { say } = await import("../../learn/words/say.ts");
  const { shown } = await import("../../core/base/shown.ts");
  const { print, printJson, width } = await import("../../ui/output.ts");
  const ws = requireWorkspace(options.dir);
  const lang = await languageOf(ws, options);
  const debrief = await end(ws, { lang, renderer });
  if (options.json) return printJson(debrief);
  const closing = say(lang, "incident.closing", { dir: shown(ws.root) });
  print([debriefText(debrief, { lang, width: width() }), closing].join("\n"));
}

async function languageOf(ws: Workspace | undefined, { lang }: Options): Promise<Language> {
  const { languageFrom } = await import("../../core/base/language.ts");
  return languageFrom({ option: lang ?? ws?.lang, env: process.env });
}

async function wholeOf(option: string, text: string | undefined): Promise<number | undefined> {
  if (text === undefined) return undefined;
  const { HalabError } = await import("../../core/base/error.ts");
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new HalabError("USAGE", `${option}: "${text}" is no whole number`);
}

async function makeRenderer(): Promise<Renderer> {
  const { createRenderer } = await import("../../render/render.ts");
  const { templatesDir } = await import("../../core/base/home.ts");
  return createRenderer(templatesDir());
}
