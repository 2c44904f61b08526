import { readdir } from "node:fs/promises";
import { basename } from "node:path";
import { Command, CommanderError, Option } from "commander";
import type { App } from "./commands/app.ts";
import { deniedPlace } from "./core/base/denied.ts";
import { HalabError } from "./core/base/error.ts";
import { didYouMean } from "./core/base/nearest.ts";
import { systemClock } from "./core/base/time.ts";
import { halabVersion } from "./core/base/version.ts";
import { exitCodeFor, printErrorJson, showError } from "./ui/errors.ts";
import { configureHelp, helpItems } from "./ui/help.ts";
import { withWhatLacks } from "./ui/lacking-options.ts";
import { namedCluster } from "./ui/named-cluster.ts";
import { beginOutput } from "./ui/output.ts";
import { watchSignals } from "./ui/signals.ts";
import { watchEnd } from "./ui/unfinished.ts";
import { ownWords, wishesOf, wishOptions } from "./ui/wishes.ts";

/** One file a verb, found by its name; those that belong together lie in a folder. */
async function verbs(): Promise<string[]> {
  return [...(await verbFiles()).keys()];
}

async function verbFiles(): Promise<ReadonlyMap<string, string>> {
  const names = await readdir(new URL("./commands/", import.meta.url), { recursive: true });
  const files = names.filter((name) => /^([a-z-]+\/)?(?!app\.)[a-z-]+\.(ts|js)$/.test(name));
  const named = files.map((file) => [basename(file).replace(/\.(ts|js)$/, ""), file] as const);
  return new Map(named.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What a verb's file exports; it may have to look something up for its help. */
interface Verb {
  register(root: Command, app: App): void | Promise<void>;
}

/** The verbs that are asked for, with what they take. */
async function program(app: App, needed: readonly string[]): Promise<Command> {
  const root = new Command("halab")
    .description(
      "Builds small clusters, breaks them on purpose, and says whether availability held.",
    )
    .version(halabVersion())
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({ outputError: () => {}, writeErr: () => {} })
    .enablePositionalOptions()
    .addHelpText("after", () => `\nStart here:\n${helpItems(beginnings)}`);
  configureHelp(root);
  for (const [flags, about] of wishOptions) root.option(flags, about);
  const files = await verbFiles();
  for (const verb of needed) {
    const module: Verb = await import(`./commands/${files.get(verb)}`);
    await module.register(root, app);
  }
  // What is wished of the output may stand behind the verb, too.
  for (const command of [...root.commands, ...root.commands.flatMap((one) => one.commands)])
    for (const [flags] of wishOptions) command.addOption(new Option(flags).hideHelp());
  return root;
}

const beginnings = [
  ["halab learn", "the course: pick a lab, and be led through it"],
  ["halab run vrrp-failover", "play a lab with its solution and see what users felt"],
  ["halab labs", "what there is"],
  ["halab doctor", "what this machine can run"],
] as const;

/** `halab`, `halab lab`: nothing was asked for, so what there is to ask for is the answer. */
function showsHelp(root: Command, argv: readonly string[]): boolean {
  const flags: readonly string[] = wishOptions.map(([flag]) => flag);
  const words = argv.filter((arg) => !flags.includes(arg));
  const group = words.length === 0 ? root : root.commands.find((one) => one.name() === words[0]);
  const asked = words.length > 1 || !group || (group !== root && group.commands.length === 0);
  if (!asked) group.outputHelp();
  return !asked;
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
  let acted: Command | undefined;
  let known: Command | undefined;
  const unwatch = watchSignals(stop, undefined, () => acted && namedCluster(acted));
  const globals = wishesOf(argv);
  let code = 0;
  const app: App = {
    globals,
    ctx: (progress) => ({ signal: stop.signal, clock: systemClock, progress }),
    helpsWith: (verb) =>
      argv.includes(verb) && argv.some((arg) => ["--help", "-h", "help"].includes(arg)),
    tree: async (verb = "") => program(app, await neededFor([verb])),
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
    const root = await program(app, await neededFor(argv));
    known = root;
    root.hook("preAction", (_, command) => {
      acted = command;
    });
    if (showsHelp(root, argv)) return 0;
    await root.parseAsync(argv, { from: "user" });
    if (!stop.signal.aborted) return code;
    if (json) printErrorJson(cancelled(undefined), globals);
    return 130;
  } catch (thrown) {
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return 0;
    const error = (await unknownVerb(thrown, argv)) ?? deniedPlace(thrown) ?? thrown;
    const shown = stop.signal.aborted ? cancelled(error) : error;
    const [verb, cluster] = [await knownVerb(argv), await clusterOf(acted)];
    const retry = withWhatLacks(thrown, known, argv);
    const style = { ...globals, cluster, verb, retry };
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

/** A known verb needs only its own file; help and mistakes need them all. */
async function neededFor(argv: readonly string[]): Promise<readonly string[]> {
  const verb = await knownVerb(argv);
  return verb === undefined ? await verbs() : [verb];
}

/** What follows `exec` is somebody else's command line. */
function wantsJson(argv: readonly string[]): boolean {
  return verbIn(argv) !== "exec" && ownWords(argv).includes("--json");
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

/** A verb of a workspace is about its cluster; only who says an error looks for it. */
async function clusterOf(command: Command | undefined): Promise<string | undefined> {
  if (!command) return undefined;
  const named = namedCluster(command);
  if (named !== undefined || !command.options.some((one) => one.long === "--dir")) return named;
  const { findWorkspace } = await import("./learn/workspace/open.ts");
  try {
    return findWorkspace(command.opts()["dir"])?.cluster;
  } catch {
    return undefined;
  }
}

/** `halab help nope`: commander shows its help to such a mistake, and says nothing. */
async function unknownVerb(
  thrown: unknown,
  argv: readonly string[],
): Promise<HalabError | undefined> {
  if (!(thrown instanceof CommanderError) || thrown.code !== "commander.help") return undefined;
  const word = argv.filter((arg) => !arg.startsWith("-")).at(-1) ?? "";
  const text = `there is no verb "${word}"${didYouMean(word, await verbs())}`;
  return new HalabError("USAGE", text, { hint: "halab --help" });
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
