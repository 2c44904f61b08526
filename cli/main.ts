import { readdir } from "node:fs/promises";
import { Command, CommanderError } from "commander";
import type { App, Globals } from "./commands/app.ts";
import { deniedPlace } from "./core/base/denied.ts";
import { HalabError } from "./core/base/error.ts";
import { systemClock } from "./core/base/time.ts";
import { halabVersion } from "./core/base/version.ts";
import { exitCodeFor, printErrorJson, showError } from "./ui/errors.ts";
import { beginOutput } from "./ui/output.ts";
import { watchSignals } from "./ui/signals.ts";
import { watchEnd } from "./ui/unfinished.ts";

/** One file a verb, found by its name. */
async function verbs(): Promise<string[]> {
  const names = await readdir(new URL("./commands/", import.meta.url));
  return names
    .filter((name) => /^[a-z-]+\.(ts|js)$/.test(name) && !/^app\./.test(name))
    .map((name) => name.replace(/\.(ts|js)$/, ""))
    .sort();
}

/** What a verb's file exports; it may have to look something up for its help. */
interface Verb {
  register(root: Command, app: App): void | Promise<void>;
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
    const module: Verb = await import(`./commands/${verb}.${extension}`);
    await module.register(root, app);
  }
  for (const command of [root, ...root.commands, ...root.commands.flatMap((one) => one.commands)]) {
    command.exitOverride().configureOutput({ outputError: () => {} });
  }
  return root;
}

/**
 * `halab ps | head`: whoever read us has seen enough; a terminal that was closed gives EIO. What is
 * under way goes on, and cleans up.
 */
function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr])
    if (!stream.listeners("error").includes(onWriteError)) stream.on("error", onWriteError);
}

function onWriteError(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE" && error.code !== "EIO") throw error;
}

/** argv without `node halab`; gives the exit code. A process may ask several times, one after the other. */
export async function main(argv: readonly string[]): Promise<number> {
  outliveReaders();
  beginOutput();
  const stop = new AbortController();
  const unwatch = watchSignals(stop);
  const globals: Globals = { debug: argv.includes("--debug"), colour: wantsColour(argv) };
  let code = 0;
  const app: App = {
    globals,
    ctx: (progress) => ({ signal: stop.signal, clock: systemClock, progress }),
    helpsWith: (verb) =>
      argv.includes(verb) && argv.some((arg) => ["--help", "-h", "help"].includes(arg)),
    exit: (exitCode) => {
      code = exitCode;
    },
  };
  const json = wantsJson(argv);
  /** Who is told to quit at once ends within the signal's handler, which says it. */
  const unwatchEnd = watchEnd((error) => {
    if (error.code !== "CANCELLED") showError(error, globals);
    if (json) printErrorJson(error, globals);
  });
  try {
    const root = await program(app, argv);
    await root.parseAsync(argv, { from: "user" });
    if (!stop.signal.aborted) return code;
    if (json) printErrorJson(cancelled(undefined), globals);
    return 130;
  } catch (thrown) {
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return 0;
    const error = deniedPlace(thrown) ?? thrown;
    const shown = stop.signal.aborted ? cancelled(error) : error;
    const style = { ...globals, verb: await knownVerb(argv) };
    showError(shown, style);
    if (json) printErrorJson(shown, style);
    return stop.signal.aborted ? 130 : exitCodeFor(error);
  } finally {
    unwatchEnd();
    unwatch();
  }
}

function verbIn(argv: readonly string[]): string | undefined {
  return argv.find((arg) => !arg.startsWith("-"));
}

/** What follows `exec` is somebody else's command line. */
function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf("--");
  return verbIn(argv) !== "exec" && argv.slice(0, end < 0 ? undefined : end).includes("--json");
}

async function knownVerb(argv: readonly string[]): Promise<string | undefined> {
  const word = verbIn(argv);
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
