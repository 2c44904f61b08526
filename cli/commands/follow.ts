import { join } from "node:path";
import type { Command } from "commander";
import type { App } from "./app.ts";

interface Options {
  readonly json?: boolean;
}

export function register(root: Command, app: App): void {
  root
    .command("follow")
    .summary("listen to the run that is being played on a cluster")
    .description("Prints what the run has seen so far, and then what it sees, until it is over.")
    .argument("<cluster>")
    .option("--json", "every event of the journal, one JSON object a line")
    .action((name: string, options: Options) => follow(app, name, options));
}

async function follow(app: App, name: string, options: Options): Promise<void> {
  const { HalabError } = await import("../core/base/error.ts");
  const { followJournal } = await import("../core/journal/follow.ts");
  const { teller } = await import("../report/text/told.ts");
  const { findPlaying } = await import("../core/state/playing.ts");
  const { print, printJsonLine } = await import("../ui/output.ts");
  const dir = findPlaying(name);
  if (dir === undefined)
    throw new HalabError("NOT_FOUND", `no run is being played on a cluster "${name}"`, {
      hint: `halab run LAB --on ${name}`,
    });
  let startNs = 0;
  const told = teller();
  await followJournal(
    join(dir, "journal.ndjson"),
    (event) => {
      if (options.json) return printJsonLine(event);
      if (event.kind === "run") startNs = event.t;
      const text = told(event);
      const at = ((event.t - startNs) / 1e9).toFixed(2).padStart(7);
      if (text !== undefined) print(`${at} s  ${text}`);
    },
    () => findPlaying(name) !== dir,
    app.ctx(() => {}),
  );
}
