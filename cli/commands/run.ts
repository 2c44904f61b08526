import type { Command } from "commander";
import { type App, collectParam } from "./app.ts";

interface Options {
  readonly name?: string;
  readonly param?: Record<string, string>;
  readonly files?: string;
  readonly until?: string;
  readonly provider: string;
  readonly keep?: boolean;
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
    .option("--keep", "leave the cluster running afterwards")
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
    { writePages },
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
  const { lab, plan: whole } = await openLab(labName, {
    renderer,
    params: options.param,
    sources: studentFiles(options.files),
  });
  const { planUntil } = await import("../core/cluster/plan.ts");
  const plan = planUntil(whole, options.until);
  const { clusterName } = await import("../core/cluster/name.ts");
  const name = clusterName(options.name ?? lab.name);
  const provider = await loadProvider(options.provider);
  const view = await tasks.progressView(tasks.viewOptions());
  let played: Awaited<ReturnType<typeof play>>;
  try {
    const ctx = app.ctx(view.onProgress);
    const { keep } = options;
    played = await play({ lab, plan, provider, name, keep }, ctx);
  } finally {
    await view.close();
  }
  const page = await writePages(played.dir, played.report, played.events, plan);
  const { printJson, print, wantsAscii, width } = await import("../ui/output.ts");
  if (options.json) printJson(played.report);
  else {
    const { renderSummary } = await import("../report/text/summary.ts");
    const { shown } = await import("../core/lab/lab.ts");
    const style = {
      columns: width(),
      colour: app.globals.colour,
      ascii: wantsAscii(),
      reportPath: shown(page),
    };
    print(renderSummary(played.report, played.events, style));
  }
  app.exit(played.report.verdict === "pass" ? 0 : 1);
}
