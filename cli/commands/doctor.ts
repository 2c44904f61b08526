import type { Command } from "commander";
import type { EngineFacts } from "../core/cluster/provider.ts";
import type { App } from "./app.ts";

interface Options {
  readonly fix?: boolean;
  readonly vm?: boolean;
  readonly json?: boolean;
}

export function register(root: Command, app: App): void {
  root
    .command("doctor")
    .summary("what this machine can run, and what is missing")
    .option("--fix", "set up what is missing: the engine, the node images")
    .option("--vm", "with --fix: the image of VMs too")
    .option("--json", "print JSON")
    .action((options: Options) =>
      options.fix ? fix(app, options.vm === true) : report(app, options),
    );
}

/** Quick when nothing is missing: it runs before every `npm start` and `npm test`. */
async function fix(app: App, vm: boolean): Promise<void> {
  const { ensureEngine } = await import("../providers/docker/install/install.ts");
  const { connect } = await import("../providers/docker/client.ts");
  const { ensureImages, imageNames } = await import("../providers/docker/images/images.ts");
  const { progressView, viewOptions } = await import("../ui/tasks.ts");
  const { confirm } = await import("../ui/prompts.ts");
  const interactive = process.stdin.isTTY === true && process.stderr.isTTY === true;
  const plain = await progressView({ live: false, quiet: false });
  // sudo may ask for a password: no live list may be in its way.
  await ensureEngine(
    { interactive, ask: (question) => confirm(question, app.ctx(() => {}).signal) },
    app.ctx(plain.onProgress),
  );
  const view = await progressView(viewOptions());
  try {
    const ctx = app.ctx(view.onProgress);
    await ensureImages(await connect(ctx), vm ? [...imageNames, "vm"] : imageNames, ctx);
  } finally {
    await view.close();
  }
}

async function report(app: App, options: Options): Promise<void> {
  const { HalabError } = await import("../core/base/error.ts");
  const { loadProvider } = await import("../providers/load.ts");
  const { labChecks } = await import("../core/lab/runs-here.ts");
  const { templatesDir } = await import("../core/base/home.ts");
  const { createRenderer } = await import("../render/render.ts");
  const { columns, print, printJson } = await import("../ui/output.ts");
  const ctx = app.ctx(() => {});
  const provider = await loadProvider("docker");
  const { vagrantFacts } = await import("../providers/vagrant/facts.ts");
  // Asked side by side; it is not to be an error that nobody waits for.
  const vagrant = vagrantFacts(ctx);
  vagrant.catch(() => {});
  let facts: EngineFacts | undefined;
  let trouble: InstanceType<typeof HalabError> | undefined;
  try {
    facts = await provider.facts(ctx);
  } catch (error) {
    ctx.signal.throwIfAborted();
    if (!(error instanceof HalabError)) throw error;
    trouble = error;
  }
  const labs = await labChecks(facts, trouble?.message, createRenderer(templatesDir()));
  const ok = facts?.ok === true && labs.every((lab) => lab.ok);
  if (options.json)
    printJson({
      ok,
      engine: facts ?? { ok: false, why: trouble?.message, details: trouble?.details },
      vagrant: (await vagrant).lines,
      labs,
    });
  else {
    const sign = (good: boolean) => (good ? "ok" : "NO");
    const rows = [
      ...(facts?.lines ?? [{ name: "engine", value: trouble?.message ?? "", ok: false }]).map(
        (line) => [sign(line.ok), line.name, line.value],
      ),
      // Not to have it is no fault.
      ...(await vagrant).lines.map((line) => [line.ok ? "ok" : "-", line.name, line.value]),
      ...Object.entries(facts?.features ?? {}).map(([name, feature]) => [
        feature.ok ? "ok" : "-",
        `kernel: ${name}`,
        feature.why,
      ]),
    ];
    print(columns(["", "WHAT", "FOUND"], rows));
    print(
      `\n${columns(
        ["", "LAB", "CAN RUN HERE"],
        labs.map((lab) => [sign(lab.ok), lab.lab, lab.ok ? "yes" : lab.why]),
      )}`,
    );
    if (facts && Object.keys(facts.features).length === 0)
      print("\nThe kernel's features are tried once the node images are built: halab doctor --fix");
  }
  if (trouble) throw trouble;
  app.exit(ok ? 0 : 3);
}
