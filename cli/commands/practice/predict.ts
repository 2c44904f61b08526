import type { Command } from "commander";

interface Options {
  readonly dir?: string;
  readonly lang?: string;
  readonly json?: boolean;
}

export function register(root: Command): void {
  root
    .command("predict")
    .summary("say what a step will do, before you play it")
    .description(
      "In a workspace: `halab predict` lists what is asked, `halab predict STEP outage=4s owner=lb2` notes your answers. They are compared when the step is checked, and bring points of their own.",
    )
    .argument("[step]", "a step; default: all that ask something")
    .argument("[answers...]", "KEY=VALUE for each question, e.g. outage=3.5 lost=300")
    .option("--dir <dir>", "the workspace; default: the one you are in")
    .option("--lang <language>", "en, de or hu; default: the workspace's")
    .option("--json", "print JSON")
    .action((step: string | undefined, answers: readonly string[], options: Options) =>
      predict({ step, answers, options }),
    );
}

interface Given {
  readonly step: string | undefined;
  readonly answers: readonly string[];
  readonly options: Options;
}

async function predict({ step, answers, options }: Given): Promise<void> {
  const [{ openLabOf, requireWorkspace }, { readProgress }, asking, { createRenderer }] =
    await Promise.all([
      import("../../learn/workspace/open.ts"),
      import("../../learn/workspace/progress.ts"),
      import("../../learn/predict/asked.ts"),
      import("../../render/render.ts"),
    ]);
  const { templatesDir } = await import("../../core/base/home.ts");
  const { languageNamed } = await import("../../core/base/language.ts");
  const { print, printHints, printJson } = await import("../../ui/output.ts");
  const ws = requireWorkspace(options.dir);
  const lang = options.lang === undefined ? ws.lang : languageNamed(options.lang);
  const { plan } = await openLabOf(ws, createRenderer(templatesDir()));
  const { progress, notes } = readProgress(ws);
  printHints(notes);
  const { askedText } = await import("../../learn/predict/text.ts");
  const { say } = await import("../../learn/words/say.ts");
  if (step === undefined) {
    const all = asking.allAsked(plan, progress);
    if (options.json) return printJson({ schema: "halab/predict/1", steps: all });
    const texts = all.map((one) => askedText(one, plan, { lang }));
    const [none, apart] = [say(lang, "predict.none"), say(lang, "predict.apart")];
    return print(texts.length === 0 ? none : [...texts, apart].join("\n\n"));
  }
  const planned = asking.requireStep(plan, step);
  const nodes = plan.nodes.map(({ name }) => name);
  const guesses = answers.length === 0 ? undefined : asking.readGuesses(planned, answers, nodes);
  const one = guesses
    ? await asking.predict(ws, planned, guesses)
    : asking.askedOf(planned, progress);
  if (options.json) return printJson({ schema: "halab/predict/1", steps: [one] });
  const kept = guesses && one.counts ? [say(lang, "predict.kept")] : [];
  print([...kept, askedText(one, plan, { lang })].join("\n"));
}
