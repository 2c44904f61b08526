import type { Command } from "commander";
import { type App, collectParam } from "./app.ts";

interface Options {
  readonly name?: string;
  readonly param?: Record<string, string>;
  readonly files?: string;
  readonly provider: string;
  readonly json?: boolean;
}

export function register(root: Command, app: App): void {
  root
    .command("up")
    .summary("start a lab's cluster and leave it running")
    .description(
      "Starts every node, or none. On a cluster that runs already: starts what is off, says what differs, touches nothing else.",
    )
    .argument("<lab>")
    .option("--name <name>", "the cluster's name (default: the lab's)")
    .option("--files <dir>", "your files (NODE/PATH) instead of the solution")
    .option("--param <name=value>", "another value for a parameter", collectParam)
    .option("--provider <name>", "what makes the nodes: auto, docker, qemu or vagrant", "auto")
    .option("--json", "print JSON")
    .action((lab: string, options: Options) => up(app, lab, options));
}

async function up(app: App, labName: string, options: Options): Promise<void> {
  const { openLab, studentFiles } = await import("../core/lab/open.ts");
  const { createRenderer } = await import("../render/render.ts");
  const { templatesDir } = await import("../core/base/home.ts");
  const { loadProvider } = await import("../providers/load.ts");
  const { answering } = await import("../core/kinds/probe.ts");
  const { clusterName } = await import("../core/cluster/name.ts");
  const { withOwnPaths } = await import("../core/cluster/own-paths.ts");
  const { markStarting } = await import("../core/state/starting.ts");
  const { progressView, viewOptions } = await import("../ui/tasks.ts");
  const { print, printHints, printJson } = await import("../ui/output.ts");
  const {
    lab,
    plan,
    notes: hints,
  } = await openLab(labName, {
    renderer: createRenderer(templatesDir()),
    params: options.param,
    sources: studentFiles(options.files),
  });
  printHints(hints);
  const name = clusterName(options.name ?? lab.name);
  const provider = await loadProvider(options.provider);
  const view = await progressView(viewOptions());
  const started = performance.now();
  try {
    const ctx = app.ctx(view.onProgress);
    ctx.progress({ task: "cluster", state: "start", text: `starting ${plan.nodes.length} nodes` });
    using _ = markStarting(name);
    const { notes } = await withOwnPaths(plan, () =>
      provider.up(plan, { name, ephemeral: false }, ctx),
    );
    const took = (performance.now() - started) / 1000;
    ctx.progress({
      task: "cluster",
      state: "done",
      text: `${name}: ${plan.nodes.length} nodes up in ${took.toFixed(1)} s`,
    });
    await view.close();
    if (options.json)
      return printJson({
        cluster: name,
        lab: lab.name,
        provider: provider.name,
        nodes: plan.nodes.map((node) => node.name),
        tookMs: Math.round(took * 1000),
        notes,
      });
    for (const note of notes) print(note);
    for (const { probe, nodes } of answering(plan, lab.kinds.probes))
      print(
        `nobody stands at ${probe} now: what ${nodes.join(", ")} ask it is answered while the lab is played (halab run ${lab.name} --on ${name})`,
      );
    print(
      `next:  halab shell ${name} ${plan.nodes[0]?.name}   ·   halab break ${name} power-off ${plan.nodes[0]?.name}   ·   halab down ${name}`,
    );
  } finally {
    await view.close();
  }
}
