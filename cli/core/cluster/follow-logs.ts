/** What nodes say from now on: their services' logs as they are written, and their consoles. */
import type { Ctx } from "../base/time.ts";
import type { Cluster } from "./provider.ts";

interface FollowOptions {
  /** Of what was said before, so many lines of each. */
  readonly lines: number;
  readonly onLine: (node: string, line: string) => void;
}

type Watched = Pick<Cluster, "logs" | "state" | "openAgent">;

/** Until the signal, which is no error. A node that is off is waited for. */
export async function followLogs(
  cluster: Watched,
  nodes: readonly string[],
  options: FollowOptions,
  ctx: Ctx,
): Promise<void> {
  // When one of them cannot be followed, nobody waits for the others.
  const stop = new AbortController();
  const inner = { ...ctx, signal: AbortSignal.any([ctx.signal, stop.signal]) };
  const one = async (node: string) => {
    await Promise.all([
      followServices(cluster, node, options, inner),
      followConsole(cluster, node, options, inner),
    ]);
  };
  try {
    await Promise.all(nodes.map(one));
  } catch (error) {
    if (!ctx.signal.aborted) throw error;
  } finally {
    stop.abort();
  }
}

/** How often is looked whether a node is back, and what its console says. */
const everyMs = 1_000;

/** A node may have no log yet. */
const script = `while :; do
  for file in /var/log/halab/*; do [ -f "$file" ] && exec tail -q -n "$1" -F /var/log/halab/*; done
  sleep 1
done`;
/** A person reads along: what is more than this is a flood. */
const limits = { linesPerS: 2_000, allBytes: 256 * 2 ** 20 };

async function followServices(
  cluster: Watched,
  node: string,
  { lines, onLine }: FollowOptions,
  ctx: Ctx,
): Promise<void> {
  for (let first = true; ; first = false) {
    if ((await cluster.state(node, ctx)) === "running") {
      await using agent = await cluster.openAgent(node, ctx);
      const words = ["/bin/sh", "-c", script, "halab", String(first ? lines : 0)];
      let cut = false;
      const onCut = (why: string) => {
        cut = true;
        onLine(node, `(not followed any more: it wrote ${why})`);
      };
      await using tail = agent.spawn(words, (line) => onLine(node, line), { ...limits, onCut });
      await Promise.race([tail.exited, agent.closed, aborted(ctx)]);
      if (cut) return;
    }
    await ctx.clock.wait(everyMs, ctx.signal);
  }
}

/** An engine has no other way to say what it heard since: the last lines are compared. */
async function followConsole(
  cluster: Watched,
  node: string,
  { lines, onLine }: FollowOptions,
  ctx: Ctx,
): Promise<void> {
  const look = async () => linesOf(await cluster.logs(node, ctx, windowLines));
  let before = await look();
  for (const line of before.slice(-lines)) onLine(node, line);
  for (;;) {
    await ctx.clock.wait(everyMs, ctx.signal);
    const now = await look();
    for (const line of newLines(before, now)) onLine(node, line);
    before = now;
  }
}

/** More than a console says in a second. */
const windowLines = 500;

function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => line !== "");
}

/** What the second look at a log's last lines has that the first one had not. */
export function newLines(before: readonly string[], now: readonly string[]): readonly string[] {
  for (let gone = 0; gone < before.length; gone += 1) {
    const kept = before.length - gone;
    if (kept <= now.length && before.slice(gone).every((line, at) => line === now[at]))
      return now.slice(kept);
  }
  return now;
}

function aborted({ signal }: Ctx): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (signal.aborted) resolve();
  else signal.addEventListener("abort", () => resolve(), { once: true });
  return promise;
}
