/** Looking at nodes and files from within a session. */
import { execa } from "execa";
import { HalabError } from "../../core/base/error.ts";
import { textOf } from "../../core/cluster/content.ts";
import { explainLine } from "../../core/diagnose/explain.ts";
import type { FactFile } from "../../core/kinds/rule.ts";
import { loadProvider } from "../../providers/load.ts";
import { ensureCluster } from "../cluster/background.ts";
import { say } from "../words/say.ts";
import { openLabOf } from "../workspace/open.ts";
import { type ExplainedLine, fileLines } from "./draw.ts";
import { type Seat, working } from "./seat.ts";

/** In a pane beside where tmux is, else here until it is left. */
export async function shellOn(seat: Seat): Promise<string | undefined> {
  const { ws, desk, plan } = seat;
  const nodes = plan.nodes.map(({ name }) => ({ key: name, name }));
  const leave = { key: "", name: say(desk.language, "session.menu-none") };
  const message = say(desk.language, "session.which-node");
  const node = await desk.choose<string>({ message, choices: [...nodes, leave] });
  if (node === "") return undefined;
  const cluster = await working(seat, (ctx) => ensureCluster(ws, ctx));
  if (process.env["TMUX"]) {
    await besides(["shell", ws.cluster, node, "--provider", cluster.provider]);
    return say(desk.language, "session.shell-beside", { node });
  }
  desk.say(say(desk.language, "session.shell-leave", { node }));
  const provider = await loadProvider(cluster.provider);
  const ctx = seat.ctx(() => {});
  await desk.lend(() => provider.interact(ws.cluster, node, ["/bin/bash", "-l"], ctx));
  return undefined;
}

/** A verb of halab in a new pane of tmux. */
async function besides(argv: readonly string[]): Promise<void> {
  const [, program = ""] = process.argv;
  const command = [process.execPath, ...process.execArgv, program, ...argv];
  const { failed, stderr } = await execa("tmux", ["split-window", "-v", ...command], {
    reject: false,
    stdin: "ignore",
  });
  if (failed) throw new HalabError("USAGE", `tmux opens no pane: ${stderr.trim()}`);
}

/** One of the student's files, each line with what it does. */
export async function fileScreen(seat: Seat): Promise<string | undefined> {
  const { desk } = seat;
  const files = await ownFiles(seat);
  if (files.length === 0) return say(desk.language, "session.no-files");
  const choices = files.map(({ node, path }) => ({ key: node + path, name: node + path }));
  const leave = { key: "", name: say(desk.language, "session.menu-none") };
  const message = say(desk.language, "session.which-file");
  const chosen = await desk.choose<string>({ message, choices: [...choices, leave] });
  const file = files.find(({ node, path }) => node + path === chosen);
  if (!file) return undefined;
  const look = { ...desk.style(), language: desk.language };
  const lines = fileLines(await explained(file), look);
  return [`${file.node}${file.path}`, "", ...lines].join("\n");
}

async function ownFiles({ ws, renderer }: Seat): Promise<FactFile[]> {
  const { plan } = await openLabOf(ws, renderer);
  return plan.nodes.flatMap(({ name: node, files }) =>
    files
      .filter(({ owner }) => owner === "student")
      .map((file): FactFile => ({ node, path: file.path, text: textOf(file), owner: file.owner })),
  );
}

async function explained(file: FactFile): Promise<ExplainedLine[]> {
  const lines = file.text.replace(/\n$/, "").split("\n");
  return Promise.all(
    lines.map(async (text, index) => {
      const directive = await explainLine(file, index + 1);
      const does = directive && { name: directive.name, text: directive.does };
      return { text: text.replaceAll("\t", "    "), does };
    }),
  );
}
