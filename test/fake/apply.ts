import { contentOf } from "../../cli/core/cluster/content.ts";
import type { PlannedFile } from "../../cli/core/cluster/plan.ts";
import type { ExecResult } from "../../cli/core/cluster/provider.ts";
import type { FakeNode, World } from "./world.ts";

/** What a file says that its daemon refuses, and one of which it only warns. */
const [wrong, odd] = ["this is refused", "this is odd"];

/** templates/node/apply: all files or none; every service is started anew. */
export function applyIn(
  world: World,
  node: FakeNode,
  args: readonly string[],
  input: string,
): Partial<ExecResult> {
  if (args[0] === "undo") return {};
  const lines = input.split("\n");
  const given = Array.from({ length: args.length / 2 }, (_, at) => {
    const [mode = "", path = ""] = args.slice(at * 2);
    return { mode: Number.parseInt(mode, 8), path, line: lines[at] ?? "" };
  });
  const files = node.planned.files.filter(({ path }) => !given.some((one) => one.path === path));
  for (const { mode, path, line } of given)
    if (line.startsWith("+")) {
      const content = contentOf(Buffer.from(line.slice(1), "base64"));
      files.push({ path, mode, ...content, source: path, owner: "student" });
    }
  const [service = ""] = node.planned.services;
  const refused = placeOf(files, wrong);
  if (refused !== undefined)
    return { exitCode: 3, stdout: `refused ${service}\n(${refused}) Unknown keyword 'this'\n` };
  node.planned = { ...node.planned, files };
  if (given.some(({ path }) => path.endsWith("/rc.local"))) return { stdout: "boot\n" };
  for (const name of node.planned.services) {
    world.end(node, name, true);
    world.start(node, name);
  }
  const warned = placeOf(files, odd);
  const warning = warned === undefined ? "" : `warning ${service} (${warned}) odd word 'this'\n`;
  return { stdout: `service ${service}\n${warning}` };
}

/** As keepalived writes it: "FILE: Line 3". */
function placeOf(files: readonly PlannedFile[], words: string): string | undefined {
  for (const { path, content } of files) {
    const at = content.split("\n").findIndex((line) => line.includes(words));
    if (at >= 0) return `${path}: Line ${at + 1}`;
  }
  return undefined;
}
