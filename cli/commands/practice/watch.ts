import type { Command } from "commander";
import { type App, collectParam } from "../app.ts";

interface Options {
  readonly dir?: string;
  readonly plain?: boolean;
  readonly frames?: string;
  readonly json?: boolean;
  readonly lang?: string;
  readonly param?: Record<string, string>;
  readonly provider: string;
}

export function register(root: Command, app: App): void {
  root
    .command("watch")
    .summary("see a running cluster live: owners, roles, answers, events")
    .description(
      "Ten times a second: who has the address, what each node is, the answers of the last minute, and what happens. While a run is being played it follows that run; else it asks itself.",
    )
    .argument("[cluster]", "default: the cluster of the workspace that you are in")
    .option("--dir <dir>", "the workspace; default: the one you are in")
    .option("--plain", "lines where something changed, for screen readers and logs")
    .option("--frames <n>", "end after so many frames")
    .option("--json", "one JSON object a frame")
    .option("--lang <language>", "en, de or hu; default: the workspace's, or the locale's")
    .option("--param <name=value>", "a parameter that the cluster was started with", collectParam)
    .option("--provider <name>", "what made the cluster's nodes", "auto")
    .action((name: string | undefined, options: Options) => watch(app, name, options));
}

async function watch(app: App, name: string | undefined, options: Options): Promise<void> {
  await standBack();
  const [{ showLive }, { languageFrom }, { loadProvider }, { requireCluster }, { openLab }] =
    await Promise.all([
      import("../../learn/live/show.ts"),
      import("../../core/base/language.ts"),
      import("../../providers/load.ts"),
      import("../../core/cluster/require-cluster.ts"),
      import("../../core/lab/open.ts"),
    ]);
  const frames = await framesOf(options.frames);
  const { printNotes } = await import("../../ui/output.ts");
  const ctx = app.ctx(printNotes);
  const ws = await workspaceOf(name, options.dir);
  const provider = await loadProvider(options.provider);
  const cluster = await requireCluster(provider, await clusterIn(name, ws), ctx);
  const renderer = await makeRenderer();
  const { lab: labName } = await cluster.status(ctx);
  // Addresses and probes are the same with whatever files.
  const params = { ...ws?.params, ...options.param };
  const { lab, plan } = await openLab(ws?.lab ?? labName, { renderer, params });
  const option = options.lang ?? ws?.lang;
  const lang = languageFrom({ option, env: process.env });
  await showLive({ cluster, plan, kinds: lab.kinds, lang, as: formOf(options), frames }, ctx);
}

/** Whoever looks on does not hold up what is looked at: probes, daemons and the run go first. */
async function standBack(): Promise<void> {
  const { constants, getPriority, setPriority } = await import("node:os");
  const below = constants.priority.PRIORITY_BELOW_NORMAL;
  // Only root may ask for more than it was started with.
  if (getPriority() < below) setPriority(below);
}

/** Where the cluster is the workspace's, its parameters are known. */
async function workspaceOf(name: string | undefined, dir: string | undefined) {
  const { findWorkspace } = await import("../../learn/workspace/open.ts");
  const ws = findWorkspace(dir);
  return name === undefined || ws?.cluster === name ? ws : undefined;
}

async function clusterIn(
  name: string | undefined,
  ws: { readonly cluster: string } | undefined,
): Promise<string> {
  const { HalabError } = await import("../../core/base/error.ts");
  const found = name ?? ws?.cluster;
  if (found !== undefined) return found;
  throw new HalabError("USAGE", "which cluster? This folder is in no workspace", {
    hint: "halab watch CLUSTER   (halab ps lists them)",
  });
}

async function framesOf(text: string | undefined): Promise<number | undefined> {
  if (text === undefined) return undefined;
  const { HalabError } = await import("../../core/base/error.ts");
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new HalabError("USAGE", `--frames: "${text}" is no number of frames`);
}

/** A terminal that cannot be drawn on, or none at all, gets lines. */
function formOf({ json, plain }: Options): "screen" | "lines" | "json" {
  if (json) return "json";
  const drawn = process.stdout.isTTY === true && process.env["TERM"] !== "dumb";
  return plain || !drawn ? "lines" : "screen";
}

async function makeRenderer() {
  const { createRenderer } = await import("../../render/render.ts");
  const { templatesDir } = await import("../../core/base/home.ts");
  return createRenderer(templatesDir());
}
