import type { Command } from "commander";
import type { Language } from "../core/base/language.ts";
import type { Renderer } from "../core/base/renderer.ts";
import type { CourseState } from "../learn/session/course.ts";
import type { Desk } from "../learn/session/desk.ts";
import type { Workspace } from "../learn/workspace/open.ts";
import { type App, collectParam } from "./app.ts";

interface Options {
  /** --no-session */
  readonly session: boolean;
  readonly dir?: string;
  readonly param?: Record<string, string>;
  readonly lang?: string;
  readonly close?: boolean;
  readonly open?: string;
  readonly plain?: boolean;
  readonly json?: boolean;
}

export function register(root: Command, app: App): void {
  root
    .command("learn")
    .summary("learn a lab step by step, in a folder of your own")
    .description(
      "Without a lab: the course, and how far you are. With one: makes your workspace, or goes on where you were: reads the guide with you, checks your work, gives hints, and breaks the cluster when you have said what will happen.",
    )
    .argument("[lab]", "a name from `halab labs`; default: choose from the course")
    .argument("[dir]", "your folder for it; default: the one that you have, else ./LAB")
    .option("--dir <dir>", "the same")
    .option("--param <name=value>", "another value for a parameter of the lab", collectParam)
    .option("--lang <language>", "en, de or hu; default: as your locale says")
    .option("--no-session", "make the workspace, and end")
    .option("--close", "take the workspace's cluster away; your files stay")
    .option("--open <file>", "a submission: make its workspace again")
    .option("--plain", "lines and numbers instead of screens, for screen readers")
    .option("--json", "print JSON, and ask nothing")
    .action((lab: string | undefined, dir: string | undefined, options: Options) =>
      learn(app, { lab, dir: options.dir ?? dir }, options),
    );
}

interface Given {
  readonly lab: string | undefined;
  readonly dir: string | undefined;
}

async function learn(app: App, { lab, dir }: Given, options: Options): Promise<void> {
  if (options.close) return close(app, dir ?? lab, options);
  const { createRenderer } = await import("../render/render.ts");
  const { templatesDir } = await import("../core/base/home.ts");
  const renderer = createRenderer(templatesDir());
  if (options.open !== undefined)
    return open(app, { file: options.open, dir: dir ?? lab, renderer }, options);
  if (lab !== undefined) return begin(app, { lab, dir, renderer }, options);
  const { findWorkspace } = await import("../learn/workspace/open.ts");
  if (dir !== undefined || !options.session) {
    const { requireWorkspace } = await import("../learn/workspace/open.ts");
    const ws = requireWorkspace(dir);
    return begin(app, { lab: ws.lab, dir: ws.root, renderer }, options);
  }
  return course(app, { renderer, here: findWorkspace() }, options);
}

/** `--lang`, else what the workspace speaks, else the locale. */
async function languageOf({ lang }: Options, ws?: Workspace): Promise<Language> {
  const { languageFrom } = await import("../core/base/language.ts");
  if (lang === undefined && ws) return ws.lang;
  return languageFrom({ option: lang, env: process.env });
}

async function close(app: App, dir: string | undefined, options: Options): Promise<void> {
  const { requireWorkspace } = await import("../learn/workspace/open.ts");
  const { closeCluster } = await import("../learn/cluster/background.ts");
  const { say } = await import("../learn/words/say.ts");
  const { shown } = await import("../core/base/shown.ts");
  const { print, printJson, printNotes } = await import("../ui/output.ts");
  const ws = requireWorkspace(dir);
  const closed = await closeCluster(ws, app.ctx(printNotes));
  if (options.json) return printJson({ workspace: ws.root, cluster: ws.cluster, closed });
  const language = await languageOf(options, ws);
  print(say(language, closed ? "session.closed" : "session.closed-none", { dir: shown(ws.root) }));
}

interface Beginning {
  readonly lab: string;
  readonly dir: string | undefined;
  readonly renderer: Renderer;
}

async function begin(app: App, { lab, dir, renderer }: Beginning, options: Options): Promise<void> {
  const { makeWorkspace } = await import("../learn/workspace/make.ts");
  const { findWorkspace } = await import("../learn/workspace/open.ts");
  const folder = dir ?? (await folderFor(lab));
  const { existsSync } = await import("node:fs");
  const { join } = await import("node:path");
  const before = existsSync(join(folder, "halab.json")) ? findWorkspace(folder) : undefined;
  const lang = await languageOf(options, before);
  const made = await makeWorkspace({ lab, dir: folder, params: options.param, lang, renderer });
  await follow(app, { ...made, renderer }, options);
}

/** Where this student has, or gets, the lab's workspace: here, ./LAB, the one that was used last, else a new ./LAB. */
async function folderFor(lab: string): Promise<string> {
  const { existsSync } = await import("node:fs");
  const { findWorkspace, labName } = await import("../learn/workspace/open.ts");
  const { knownWorkspaces } = await import("../learn/session/known.ts");
  const { workspaceOf } = await import("../learn/session/course.ts");
  const name = labName(lab);
  const here = findWorkspace();
  if (here && workspaceOf(name, [here])) return here.root;
  if (existsSync(name)) return name;
  return workspaceOf(name, knownWorkspaces())?.root ?? name;
}

/** A submission's workspace, in `dir` or a new folder. */
async function open(
  app: App,
  { file, dir, renderer }: { file: string; dir: string | undefined; renderer: Renderer },
  options: Options,
): Promise<void> {
  const { openSubmission } = await import("../learn/workspace/unpack.ts");
  const lang = options.lang === undefined ? undefined : await languageOf(options);
  const made = await openSubmission({ file, dir, lang, renderer });
  await follow(app, { ...made, renderer }, options);
}

interface Followed {
  readonly workspace: Workspace;
  readonly resumed: boolean;
  readonly notes: readonly string[];
  readonly renderer: Renderer;
}

/** What comes after a workspace is there: its session, unless nobody wants one. */
async function follow(app: App, made: Followed, options: Options): Promise<void> {
  const { workspace: ws, resumed, notes, renderer } = made;
  const { rememberWorkspace } = await import("../learn/session/known.ts");
  const { shown } = await import("../core/base/shown.ts");
  const { print, printHints, printJson } = await import("../ui/output.ts");
  const { say } = await import("../learn/words/say.ts");
  await rememberWorkspace(ws);
  const { root, lab, params, lang, cluster } = ws;
  if (options.json)
    return printJson({
      schema: "halab/workspace/1",
      root,
      lab,
      params,
      lang,
      cluster,
      resumed,
      notes,
    });
  printHints(notes);
  const dir = shown(root);
  if (!options.session) {
    print(say(lang, "session.made", { dir }));
    return print(say(lang, "session.made-next", { lab, dir, guide: `${dir}/guide.md` }));
  }
  const desk = await deskFor(app, lang, options);
  await session(app, { ws, desk, renderer });
}

async function session(
  app: App,
  { ws, desk, renderer }: { ws: Workspace; desk: Desk; renderer: Renderer },
): Promise<void> {
  const { openSession } = await import("../learn/session/begin.ts");
  const { shown } = await import("../core/base/shown.ts");
  const { print, width, wrap } = await import("../ui/output.ts");
  const { say } = await import("../learn/words/say.ts");
  const { language } = desk;
  try {
    await openSession({ ws, desk, renderer, ctx: app.ctx });
  } finally {
    desk.close();
  }
  const dir = shown(ws.root);
  const left = say(language, "session.left", { lab: ws.lab, dir });
  const cluster = say(language, "session.left-cluster", { dir });
  print(`\n${wrap(left, width())}\n${wrap(cluster, width())}`);
}

/** Screens need a terminal that can clear itself, and somebody at its keys. */
async function deskFor(app: App, language: Language, options: Options): Promise<Desk> {
  const { openDesk } = await import("../learn/session/desk.ts");
  const { stdin, stdout, env } = process;
  const screen = stdin.isTTY === true && stdout.isTTY === true && env["TERM"] !== "dumb";
  const { signal } = app.ctx(() => {});
  const plain = options.plain === true || !screen;
  return openDesk({ language, colour: app.globals.colour, plain, signal });
}

async function course(
  app: App,
  { renderer, here }: { renderer: Renderer; here: Workspace | undefined },
  options: Options,
): Promise<void> {
  const { knownWorkspaces } = await import("../learn/session/known.ts");
  const { courseState } = await import("../learn/session/course.ts");
  const { printJson } = await import("../ui/output.ts");
  const language = await languageOf(options);
  const known = knownWorkspaces();
  const all = here ? [here, ...known] : known;
  const state = await courseState(language, all, renderer);
  if (options.json) return printJson(state);
  if (!options.plain && process.stdin.isTTY !== true) return printCourse(state, language);
  const desk = await deskFor(app, language, options);
  const chosen = await choose(desk, state);
  if (chosen === undefined) return desk.close();
  const { makeWorkspace } = await import("../learn/workspace/make.ts");
  const { rememberWorkspace } = await import("../learn/session/known.ts");
  const { lab, dir } = chosen;
  const made = await makeWorkspace({ lab, dir, params: options.param, lang: language, renderer });
  await rememberWorkspace(made.workspace);
  for (const note of made.notes) desk.say(note);
  await session(app, { ws: made.workspace, desk, renderer });
}

async function printCourse(state: CourseState, language: Language): Promise<void> {
  const { columns, print } = await import("../ui/output.ts");
  const { labStateText } = await import("../learn/session/course.ts");
  const { say } = await import("../learn/words/say.ts");
  const parts = state.parts.map(({ title, labs }) => {
    const rows = labs.map((lab) => [`  ${lab.lab}`, labStateText(lab, language), lab.title]);
    const [head = [], ...rest] = rows;
    return `${title}\n${columns(head, rest)}`;
  });
  print([state.title, ...parts, say(language, "session.course-hint")].join("\n\n"));
}

/** undefined: none now. */
async function choose(
  desk: Desk,
  state: CourseState,
): Promise<{ readonly lab: string; readonly dir: string } | undefined> {
  const { labLine } = await import("../learn/session/course.ts");
  const { cancelledMeans } = await import("../learn/session/desk.ts");
  const { say } = await import("../learn/words/say.ts");
  const { language } = desk;
  // A menu's cursor takes two columns.
  const columns = desk.style().width - 3;
  const labs = state.parts.flatMap((part) => part.labs);
  const names = Math.max(...labs.map(({ lab }) => lab.length));
  const open = labs.filter(({ passed, steps }) => passed < steps);
  return cancelledMeans(undefined, async () => {
    desk.show(`${state.title}\n`);
    const key = await desk.choose({
      message: say(language, "session.course-choose"),
      first: (open.find(({ dir }) => dir !== null) ?? open[0])?.lab,
      choices: [
        ...labs.map((lab) => ({ key: lab.lab, name: labLine(lab, { language, columns, names }) })),
        { key: "", name: say(language, "session.course-leave") },
      ],
    });
    const lab = labs.find((one) => one.lab === key);
    if (!lab) return undefined;
    const dir = lab.dir ?? (await desk.ask(say(language, "session.course-dir"), lab.lab));
    return { lab: lab.lab, dir };
  });
}
