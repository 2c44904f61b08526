import { spawn } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import { systemClock } from "../../../cli/core/base/time.ts";
import { openEmbedded } from "../../../cli/grading/queue/open.ts";
import { randomOf } from "../../fixtures/random.ts";
import { TempDir } from "../../fixtures/temp.ts";

const program = join(import.meta.dirname, "killed.ts");
const count = 60;
/** It ends some twenty leases in that time. */
const longestMs = 600;

/** The lines that it said, until it ended or, after it had opened the queue, was killed. */
async function worked(dir: string, killAfterMs?: number): Promise<string[]> {
  const args = [...process.execArgv, program, dir, `${count}`];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.on("data", (data: Buffer) => {
    const opens = said === "";
    said += data.toString();
    if (opens && killAfterMs !== undefined)
      void systemClock.wait(killAfterMs).then(() => child.kill("SIGKILL"));
  });
  await new Promise((resolve) => child.once("close", resolve));
  // Of the last line half may have come.
  return said.split("\n").slice(0, -1);
}

it("a queue in a folder outlives every kill: what was ended stays so, and comes to nobody again", async () => {
  using dir = new TempDir();
  const next = randomOf(37);
  const ended: string[] = [];
  for (let kill = 0; kill < 2; kill += 1)
    ended.push(...(await worked(dir.path, next() * longestMs)));
  const last = await worked(dir.path);
  expect(last.at(-1)).toBe("over");
  const ids = [...ended, ...last].filter((line) => line.startsWith("s"));
  expect(new Set(ids).size).toBe(ids.length);
  await using queue = await openEmbedded(dir.path, "b");
  const all = await queue.list();
  expect(all).toHaveLength(count);
  expect(all.every(({ state }) => state === "done")).toBe(true);
}, 300_000);
