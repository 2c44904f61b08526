import { execFile } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../../cli/core/base/home.ts";

/** A process whose first look at a folder never gives an answer. */
const waiting = (more: string) => `
  import fs from "node:fs/promises";
  import { syncBuiltinESMExports } from "node:module";
  fs.readdir = () => { ${more} return new Promise(() => {}); };
  syncBuiltinESMExports();`;

const wrongs = {
  "an exception in a handler": waiting(`setImmediate(() => { throw new Error("late"); });`),
  "a promise that is never settled": waiting(""),
};

/** The command, after `before` in the same process. */
function halab(program: string, before: string, ...argv: string[]) {
  const first = `data:text/javascript,${encodeURIComponent(before)}`;
  const args = ["--import", first, join(packageRoot(), program), ...argv];
  return new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
    const child = execFile(process.execPath, args, (_, stdout, stderr) =>
      resolve({ code: child.exitCode, stdout, stderr }),
    );
  });
}

describe.each(["bin/halab.js", "cli/main.ts"])("%s", (program) => {
  it.each(Object.entries(wrongs))("%s is our mistake, and said", async (_, before) => {
    const { code, stdout, stderr } = await halab(program, before, "labs", "--json");
    expect(code, stderr).toBe(4);
    expect(stderr).toMatch(/^error: unexpected: halab ended before it was done: /m);
    expect(stderr).toContain("hint:  this is a mistake in halab; to clean up: halab gc");
    expect(JSON.parse(stdout)).toMatchObject({ schema: "halab/error/1", code: "BUG" });
  });
});

it("who did not ask for a document gets none", async () => {
  const before = wrongs["a promise that is never settled"];
  expect(await halab("bin/halab.js", before, "labs")).toMatchObject({ code: 4, stdout: "" });
});

it("what breaks before halab has begun, or after it has answered, is our mistake too", async () => {
  const program = "bin/halab.js";
  const early = await halab(program, `setImmediate(() => { throw new Error("early"); });`, "labs");
  expect(early.code).toBe(4);
  const late = await halab(
    program,
    `process.on("beforeExit", () => { throw new Error("late"); });`,
    "--version",
  );
  expect(late.stdout).toMatch(/^\d+\.\d+/);
  expect(late.code).toBe(4);
});
