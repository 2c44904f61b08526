import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { packageRoot } from "../../cli/core/base/home.ts";
import { said } from "../fixtures/said.ts";

it("man/halab.1 is what `npm run docs` makes of the verbs", async () => {
  const { stdout } = await said("manual");
  const there = readFileSync(join(packageRoot(), "man/halab.1"), "utf8");
  expect(there, "stale: npm run docs").toBe(stdout);
});

it("every verb is in it, with what it takes", async () => {
  const { stdout } = await said("manual");
  expect(stdout).toContain(".SS halab run [options] <lab>\n");
  expect(stdout).toContain(".SS halab lab lint [options] <lab>\n");
  expect(stdout).toContain(".B \\-\\-until <step>\nstop after this step\n");
  expect(stdout).not.toContain("halab complete ");
  // A line that begins with a dot is a request; there are only those that we make.
  const requests = stdout.split("\n").filter((line) => /^[.']/.test(line));
  expect(requests.filter((line) => !/^\.(TH|SH|SS|TP|B) ?/.test(line))).toEqual([]);
});

it("groff finds nothing wrong with it, where there is one", async () => {
  const { stdout } = await said("manual");
  const options = { input: stdout, encoding: "utf8" } as const;
  const { error, stderr } = spawnSync("groff", ["-man", "-Tutf8", "-ww", "-z"], options);
  if (!error) expect(stderr).toBe("");
});
