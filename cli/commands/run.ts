import { type Command, Option } from "commander";
import type { Language } from "../core/base/language.ts";
import type { Renderer } from "../core/base/renderer.ts";
import type { Progress } from "../core/base/time.ts";
import type { Plan } from "../core/cluster/plan.ts";
import type { Diagnosis } from "../core/diagnose/diagnose.ts";
import type { Lab } from "../core/lab/lab.ts";
import type { Played } from "../core/run/run.ts";
import type { ProgressView } from "../ui/progress-view.ts";
import { type App, collectParam, isolateOption } from "./app.ts";

interface Options {
  readonly name?: string;
  readonly param?: Record<string, string>;
  readonly files?: string;
  readonly until?: string;
  readonly provider: string;
  readonly keep?: boolean;
  readonly on?: string;
  readonly step?: string;
  readonly isolate?: string;
  readonly lang?: string;
  readonly json?: boolean;
}

export function register(root: Command, app: App): void {
  root
    .command("run")
    .summary("play all steps of a lab, and say what users felt")
    .description(
      "Starts the lab's cluster, plays its steps with the solution (or your files), measures, judges, and removes the cluster.",
    )
    .argument("<lab>", "a name from `halab labs`, or a path to a lab's folder")
    .option("--files <dir>", "your files (NODE/PATH) instead of the solution")
    .option("--param <name=value>", "another value for a parameter", collectParam)
    .option("--until <step>", "stop after this step")
    .option("--name <name>", "the cluster's name")
    .option("--provider <name>", "what makes the nodes: auto, docker, qemu or vagrant", "auto")
    .addOption(
      new Option(
        "--on <cluster>",
        "play on this cluster, which is up, and leave it there",
      ).conflicts(["files", "name", "keep"]),
    )
    .addOption(
      new Option("--step <id>", "only this step, and those that it needs").conflicts("until"),
    )
    .addOption(isolateOption().conflicts("on"))
    .option("--keep", "leave the cluster running afterwards")
    .option("--lang <language>", "en, de or hu; default: the locale's")
    .option("--json", "print the report as JSON")
    .action((lab: string, options: Options) => run(app, lab, options));
}

async function run(app: App, labName: string, options: Options): Promise<void> {
  const [
    { openLab, studentFiles },
    { createRenderer },
    { templatesDir },
    { play },
    { loadProvider },
    tasks,
    { writePage },
  ] = await Promise.all([
    import("../core/lab/open.ts"),
    import("../render/render.ts"),
    import("../core/base/home.ts"),
    import("../core/run/run.ts"),
    import("../providers/load.ts"),
    import("../ui/tasks.ts"),
    import("../report/page/pages.ts"),
  ]);
  const renderer = createRenderer(templatesDir());
  const {
    lab,
    plan: whole,
    notes,
  } = await openLab(labName, {
    renderer,
    params: options.param,
    sources: studentFiles(options.files),
    isolate: options.isolate === "vm",
  });
  const { printHints } = await import("../ui/output.ts");
  printHints(notes);
  const { planUntil } = await import("../core/cluster/plan.ts");
  const { planOnly } = await import("../core/run/part.ts");
  const { step, until, keep } = options;
  const plan = step === undefined ? planUntil(whole, until) : planOnly(whole, step, lab.kinds);
  const provider = await loadProvider(options.provider);
  const shownTo = await tasks.progressView(tasks.viewOptions());
  const starter = () => starterIn(lab, renderer);
  const language = await languageOf(options);
  const view = telling(shownTo, () => causeOf(plan, starter, language));
  let played: Awaited<ReturnType<typeof play>>;
  try {
    const ctx = app.ctx(view.onProgress);
    if (options.on !== undefined) {
      const { requireCluster } = await import("../core/cluster/require-cluster.ts");
      const { playThere } = await import("../core/run/live/there.ts");
      const cluster = await requireCluster(provider, options.on, ctx);
      played = await playThere({ lab, plan, cluster }, ctx);
    } else {
      const { clusterName } = await import("../core/cluster/name.ts");
      const name = clusterName(options.name ?? lab.name);
      played = await play({ lab, plan, provider, name, keep }, ctx);
    }
  } finally {
    await view.close();
  }
  const { report, view: seen } = played;
  const diagnosis = report.verdict === "pass" ? undefined : await whyOf(played, starter, language);
  const { readers } = lab.kinds;
  const page = await writePage(played.dir, report, seen, { plan, readers, diagnosis });
  const { printJson } = await import("../ui/output.ts");
  if (options.json) printJson(diagnosis ? { ...report, diagnosis } : report);
  else await showSummary(app, played, { page, diagnosis, language });
  app.exit(played.report.verdict === "pass" ? 0 : 1);
}

/** Programs get English unless they ask for something else. */
async function languageOf({ lang, json }: Options): Promise<Language> {
  const { languageFrom } = await import("../core/base/language.ts");
  return languageFrom({ option: lang ?? (json ? "en" : undefined), env: process.env });
}

interface Shown {
  readonly page: string;
  readonly diagnosis: Diagnosis | undefined;
  readonly language: Language;
}

async function showSummary(app: App, { report, view }: Played, told: Shown): Promise<void> {
  const { printStyled, wantsAscii, width } = await import("../ui/output.ts");
  const { renderSummary } = await import("../report/text/summary.ts");
  const { shown } = await import("../core/base/shown.ts");
  const { page, diagnosis, language } = told;
  const look = { columns: width(), colour: app.globals.colour, ascii: wantsAscii() };
  const style = { ...look, reportPath: shown(page), diagnosis, language };
  printStyled(renderSummary(report, view, style));
}

/** The same view; right after the first step that fails it tells why, before the other steps are played. */
function telling(view: ProgressView, why: () => Promise<string | undefined>): ProgressView {
  let told = false;
  let last: Promise<void> = Promise.resolve();
  const show = async (event: Progress) => {
    view.onProgress(event);
    if (told || event.state !== "fail" || !event.task.startsWith("step ")) return;
    told = true;
    // An error comes again, with the whole diagnosis at the end.
    const text = await why().catch(() => undefined);
    if (text !== undefined) view.onProgress({ task: "why", state: "told", text });
  };
  return {
    onProgress: (event) => {
      last = last.then(() => show(event));
    },
    close: async () => {
      await last;
      await view.close();
    },
  };
}

/** The lab as students begin it. */
async function starterIn(lab: Lab, renderer: Renderer) {
  const { starterPlanOf } = await import("../core/diagnose/open.ts");
  return starterPlanOf(lab, renderer);
}

type Starter = () => Promise<Plan | undefined>;

/** The first cause that the files show, in a line. */
async function causeOf(
  plan: Plan,
  starter: Starter,
  language: Language,
): Promise<string | undefined> {
  const [{ diagnose }, { factsOf }, { loadRules }, { placeText }, { said }] = await Promise.all([
    import("../core/diagnose/diagnose.ts"),
    import("../core/diagnose/facts.ts"),
    import("../core/diagnose/rules.ts"),
    import("../core/diagnose/of-run.ts"),
    import("../report/text/say.ts"),
  ]);
  const facts = factsOf(plan, { looked: ["files"], starter: await starter() });
  const { findings } = diagnose(facts, await loadRules(language));
  const [first] = findings.filter(({ severity }) => severity !== "hint");
  return first && `${said(language, "why")}: ${first.because} (${placeText(first)})`;
}

/** Why its steps failed. */
async function whyOf(
  { view, dir }: Pick<Played, "view" | "dir">,
  starter: Starter,
  language: Language,
): Promise<Diagnosis | undefined> {
  const { diagnoseRun } = await import("../core/diagnose/of-run.ts");
  const { keptOf } = await import("../core/run/find-run.ts");
  return diagnoseRun(view, { starter: await starter(), ...keptOf(dir), language });
}
