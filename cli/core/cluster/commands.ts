import { cleanLines } from "../base/clean.ts";
import { nodeFailed } from "../base/error.ts";
import type { Ctx } from "../base/time.ts";
import type { CommandHost, NodeAgent } from "./provider.ts";

/** Runs a command in a node (or on the switch); throws NODE_FAILED when it does not exit with 0. */
export async function must(
  agent: CommandHost,
  argv: readonly string[],
  ctx: Ctx,
  input?: string,
): Promise<string> {
  const result = await agent.run(argv, ctx, input === undefined ? {} : { input });
  if (result.exitCode === 0) return result.stdout;
  const said = (result.stderr || result.stdout).trim().split("\n").slice(-5);
  throw nodeFailed(
    agent.node,
    `\`${argv.join(" ")}\` on ${agent.node} exited with ${result.exitCode}`,
    {
      details: said,
    },
  );
}

/** The pids of a service, as its service file names them. */
export async function servicePids(agent: NodeAgent, service: string, ctx: Ctx): Promise<number[]> {
  const { stdout } = await agent.run(["halab-svc", "pids", service], ctx);
  return stdout.split(/\s+/).filter(Boolean).map(Number);
}

/** State letter of each process (proc(5)); a pid that is gone is left out. */
export async function processStates(
  agent: NodeAgent,
  pids: readonly number[],
  ctx: Ctx,
): Promise<Map<number, string>> {
  const states = new Map<number, string>();
  if (pids.length === 0) return states;
  const script =
    'for pid; do read -r line 2>/dev/null <"/proc/$pid/stat" && echo "$line"; done; exit 0';
  const { stdout } = await agent.run(["/bin/sh", "-c", script, "halab", ...pids.map(String)], ctx);
  for (const line of stdout.split("\n")) {
    const match = /^(\d+) \(.*\) (\S)/.exec(line);
    if (match?.[1] && match[2]) states.set(Number(match[1]), match[2]);
  }
  return states;
}

/** A command's output as a number; throws NODE_FAILED when it is none. */
export async function numberFrom(
  agent: NodeAgent,
  argv: readonly string[],
  ctx: Ctx,
): Promise<number> {
  const [value = Number.NaN] = await numbersFrom(agent, argv, 1, ctx);
  return value;
}

/** The same of one that prints so many. */
export async function numbersFrom(
  agent: CommandHost,
  argv: readonly string[],
  count: number,
  ctx: Ctx,
): Promise<number[]> {
  const text = (await must(agent, argv, ctx)).trim();
  const all = text.split(/\s+/).map(Number);
  if (text !== "" && all.length === count && all.every(Number.isFinite)) return all;
  throw nodeFailed(agent.node, `\`${argv.join(" ")}\` on ${agent.node} said "${text}"`);
}

/** What a node's daemons logged: "== FILE" and its last lines, for each. Harmless: daemons quote what they are given. */
export async function readLogs(agent: CommandHost, ctx: Ctx): Promise<string> {
  const script =
    'for file in /var/log/halab/*; do [ -f "$file" ] && echo "== $file" && tail -c 200000 "$file"; done; exit 0';
  return cleanLines((await agent.run(["/bin/sh", "-c", script], ctx)).stdout);
}
