import type { Command } from "commander";
import { type App, collectParam } from "./app.ts";

interface Options {
  readonly files?: string;
  readonly param?: Record<string, string>;
  readonly hints?: string;
  readonly json?: boolean;
}

export function register(root: Command, app: App): void {
  root
    .command("diagnose")
    .summary("say why it does not work: the cause, its line, how to see it")
    .argument("<lab>")
    .option("--files <dir>", "your files (NODE/PATH) instead of the solution")
    .option("--param <name=value>", "another value for a parameter", collectParam)
    .option("--hints <n>", "show so many hints of each finding, 0 to 3", "0")
    .option("--json", "print halab/diagnosis/1")
    .action(async (name: string, options: Options) => {
      const { openFacts } = await import("../core/diagnose/open.ts");
      const { diagnose } = await import("../core/diagnose/diagnose.ts");
      const { loadRules } = await import("../core/diagnose/rules.ts");
      const { createRenderer } = await import("../render/render.ts");
      const { templatesDir } = await import("../core/base/home.ts");
      const { print, printJson, width } = await import("../ui/output.ts");
      const facts = await openFacts(name, {
        renderer: createRenderer(templatesDir()),
        params: options.param,
        files: options.files,
      });
      const found = diagnose(facts, await loadRules());
      if (options.json) printJson(found);
      else {
        const { diagnosisText } = await import("../report/text/diagnosis.ts");
        print(diagnosisText(found, { hints: hintsOf(options.hints), width: width() }));
      }
      if (found.findings.length > 0) app.exit(1);
    });
}

function hintsOf(text: string | undefined): number {
  return Math.min(3, Math.max(0, Number(text) || 0));
}
