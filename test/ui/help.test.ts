import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { packageRoot } from "../../cli/core/base/home.ts";
import { said } from "../fixtures/said.ts";

const verbs = readdirSync(join(packageRoot(), "cli/commands"), {
  recursive: true,
  encoding: "utf8",
})
  .filter((name) => name.endsWith(".ts") && !/(^|\/)app\.ts$/.test(name))
  .map((name) => name.replace(/^.*\/|\.ts$/g, ""));

const asked = [
  [],
  ...verbs.map((verb) => [verb]),
  ["lab", "lint"],
  ["lab", "test"],
  ["lab", "new"],
  ["lab", "add"],
  ["lab", "reference"],
  ["image", "build"],
];

async function helpAt(columns: number, words: readonly string[]): Promise<string> {
  const before = Object.getOwnPropertyDescriptor(process.stdout, "columns");
  Object.defineProperty(process.stdout, "columns", { value: columns, configurable: true });
  try {
    const { exitCode, stdout, stderr } = await said(...words, "--help");
    expect([exitCode, stderr]).toEqual([0, ""]);
    return stdout;
  } finally {
    if (before) Object.defineProperty(process.stdout, "columns", before);
    else Reflect.deleteProperty(process.stdout, "columns");
  }
}

describe("help", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it.each(asked.map((words) => [words.join(" "), words]))(
    "of `halab %s` fits 80 and 60 columns, and breaks no word",
    async (_, words) => {
      const wide = (await helpAt(1000, words)).split(/\s+/);
      for (const columns of [80, 60]) {
        const text = await helpAt(columns, words);
        const long = text.split("\n").filter((line) => line.length > columns);
        expect(long, `${columns} columns`).toEqual([]);
        expect(text.split(/\s+/)).toEqual(wide);
      }
    },
  );

  it("has what an option means below it where there is no room beside it", async () => {
    expect(await helpAt(40, ["graph"])).toContain(
      "  --param <name=value>\n      another value for a parameter\n",
    );
  });

  it.each([
    ["halab alone", [], /^Usage: halab .*Start here:/s],
    ["a wish alone", ["--no-color"], /^Usage: halab .*Start here:/s],
    ["a verb that has only verbs of its own", ["lab"], /^Usage: halab lab .*lint/s],
  ])("is the answer to %s, and no error", async (_, words, text) => {
    const { exitCode, stdout, stderr } = await said(...words);
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(text);
  });

  it("of what does not exist is an error that names the nearest", async () => {
    const { exitCode, stdout, stderr } = await said("help", "runn");
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toContain('there is no verb "runn" (did you mean "run"?)');
  });
});

it("says which halab it is", async () => {
  const { stdout } = await said("version", "--json");
  const { halab, node } = JSON.parse(stdout);
  expect((await said("--version")).stdout.trim()).toBe(halab);
  expect((await said("version")).stdout).toContain(`halab ${halab}, Node.js ${node}`);
});

describe("what is wished of the output", () => {
  it.each([
    ["before the verb", ["--debug", "show", "nope"]],
    ["behind it", ["show", "nope", "--debug"]],
  ])("may stand %s", async (_, words) => {
    const { exitCode, stderr } = await said(...words);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("open.ts");
  });
});
