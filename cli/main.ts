import { readdir } from "node:fs/promises";
import { stderr } from "node:process";
import { Command, CommanderError } from "commander";
import type { App, Globals } from "./commands/app.ts";
import { HalabError } from "./core/base/error.ts";
import { systemClock } from "./core/base/time.ts";
import { halabVersion } from "./core/base/version.ts";
import { exitCodeFor, showError } from "./ui/errors.ts";

/** One file a verb, found by its name. */
async function verbs(): Promise<string[]> {
  const names = await readdir(new URL("./commands/", import.meta.url));
  return names
    .filter((name) => /^[a-z-]+\.(ts|js)$/.test(name) && !/^app\./.test(name))
    .map((name) => name.replace(/\.(ts|js)$/, ""))
    .sort();
}

async function program(app: App, argv: readonly string[]): Promise<Command> {
  const root = new Command("halab")
    .description(
      "Builds small clusters, breaks them on purpose, and says whether availability held.",
    )
    .version(halabVersion())
    .option("--debug", "show stacks of errors")
    .option("--no-color", "no colours")
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({ outputError: () => {} })
    .enablePositionalOptions()
    .addHelpText(
      "after",
      "\nStart here:\n  halab run vrrp-failover    play a lab with its solution and see what users felt\n  halab labs                 what there is\n  halab doctor               what this machine can run",
    );
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const all = await verbs();
  // A known verb needs only its own file; help and mistakes need them all.
  const wanted = argv.find((arg) => !arg.startsWith("-"));
  const needed = wanted !== undefined && all.includes(wanted) ? [wanted] : all;
  for (const verb of needed) {
    const module: { register(root: Command, app: App): void } = await import(
      `./commands/${verb}.${extension}`
    );
    module.register(root, app);
  }
  for (const command of [root, ...root.commands, ...root.commands.flatMap((one) => one.commands)]) {
    command.exitOverride().configureOutput({ outputError: () => {} });
  }
  return root;
}

/** First Ctrl-C: heal and clean up. Second: quit, and say what cleans later. */
function watchSignals(stop: AbortController): () => void {
  const onSignal = (name: NodeJS.Signals) => {
    if (stop.signal.aborted) {
      stderr.write("\nquit at once; to clean up: halab gc\n");
      process.exit(130);
    }
    stderr.write(
      `\n${name === "SIGINT" ? "Ctrl-C" : name}: healing and cleaning up (again: quit at once)\n`,
    );
    stop.abort(new HalabError("CANCELLED", "cancelled"));
  };
  const names: NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const name of names) process.on(name, onSignal);
  return () => {
    for (const name of names) process.off(name, onSignal);
  };
}

/** `halab ps | head`: whoever read us has seen enough. What is under way goes on, and cleans up. */
function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
}

/** argv without `node halab`; gives the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  outliveReaders();
  const stop = new AbortController();
  const unwatch = watchSignals(stop);
  const globals: Globals = { debug: argv.includes("--debug"), colour: wantsColour(argv) };
  let code = 0;
  const app: App = {
    globals,
    ctx: (progress) => ({ signal: stop.signal, clock: systemClock, progress }),
    exit: (exitCode) => {
      code = exitCode;
    },
  };
  try {
    const root = await program(app, argv);
    await root.parseAsync(argv, { from: "user" });
    return stop.signal.aborted ? 130 : code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    showError(stop.signal.aborted ? cancelled(error) : error, {
      ...globals,
      verb: await knownVerb(argv),
    });
    return stop.signal.aborted ? 130 : exitCodeFor(error);
  } finally {
    unwatch();
  }
}

async function knownVerb(argv: readonly string[]): Promise<string | undefined> {
  const word = argv.find((arg) => !arg.startsWith("-"));
  return (await verbs()).find((verb) => verb === word);
}

/** What breaks because of a Ctrl-C is not news; failing to clean up is. */
function cancelled(error: unknown): unknown {
  if (error instanceof SuppressedError) return error;
  if (error instanceof HalabError && error.code === "CLEANUP_FAILED") return error;
  return new HalabError("CANCELLED", "cancelled");
}

function wantsColour(argv: readonly string[]): boolean {
  if (argv.includes("--no-color") || process.env["NO_COLOR"]) return false;
  return process.stdout.isTTY === true || Boolean(process.env["FORCE_COLOR"]);
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
