import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { packageRoot } from "../../cli/core/base/home.ts";
import { documentOf, type Said } from "../fixtures/document.ts";
import { said } from "../fixtures/said.ts";
import { TempState } from "../fixtures/temp.ts";

/** As people start it: it keeps what it compiled, and starts in half the time. */
const program = join(packageRoot(), "bin/halab.js");

/** Halab in a process of its own. */
function started(...argv: string[]): Promise<Said> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [program, ...argv], (_, stdout, stderr) =>
      resolve({ exitCode: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

const commands = join(packageRoot(), "cli/commands");

const verbs = readdirSync(commands, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts") && !/(^|\/)app\.ts$/.test(name))
  .filter((name) => readFileSync(join(commands, name), "utf8").includes('"--json"'))
  .map((name) => basename(name, ".ts"));

type Mistake = readonly [argv: string, code: string, exit: number];

/** What each verb is given to end with an error, and its code. */
const mistakes: Readonly<Record<string, Mistake>> = {
  apply: ["apply", "NOT_FOUND", 2],
  break: ["break nope freeze lb1", "ENGINE_UNAVAILABLE", 3],
  check: ["check", "NOT_FOUND", 2],
  diagnose: ["diagnose nope", "ENGINE_UNAVAILABLE", 3],
  doctor: ["doctor --zzz", "USAGE", 2],
  down: ["down nope", "ENGINE_UNAVAILABLE", 3],
  explain: ["explain nope", "USAGE", 2],
  follow: ["follow nope", "NOT_FOUND", 2],
  gc: ["gc --zzz", "USAGE", 2],
  grade: ["grade nope some --out none", "NOT_FOUND", 2],
  grades: ["grades nope", "USAGE", 2],
  heal: ["heal nope", "ENGINE_UNAVAILABLE", 3],
  hint: ["hint", "NOT_FOUND", 2],
  image: ["image ls", "ENGINE_UNAVAILABLE", 3],
  incident: ["incident nope", "NOT_FOUND", 2],
  kinds: ["kinds nope", "USAGE", 2],
  lab: ["lab test nope", "NOT_FOUND", 2],
  labs: ["labs --zzz", "USAGE", 2],
  learn: ["learn nope", "NOT_FOUND", 2],
  plan: ["plan nope", "NOT_FOUND", 2],
  predict: ["predict", "NOT_FOUND", 2],
  ps: ["ps", "ENGINE_UNAVAILABLE", 3],
  pull: ["pull", "NOT_FOUND", 2],
  regrade: ["regrade nope", "NOT_FOUND", 2],
  report: ["report nope", "NOT_FOUND", 2],
  reset: ["reset", "NOT_FOUND", 2],
  run: ["run nope", "NOT_FOUND", 2],
  show: ["show nope", "NOT_FOUND", 2],
  status: ["status", "NOT_FOUND", 2],
  submit: ["submit", "NOT_FOUND", 2],
  up: ["up nope", "NOT_FOUND", 2],
  validate: ["validate nope", "ENGINE_UNAVAILABLE", 3],
  version: ["version --zzz", "USAGE", 2],
  watch: ["watch nope", "ENGINE_UNAVAILABLE", 3],
};

/** Of each kind of outcome one. */
const kinds = Map.groupBy(Object.values(mistakes), ([, code]) => code);
const inProcesses = [...kinds.values()].flatMap((some) => some.slice(-1));

describe("with --json every outcome is one document", () => {
  let state: TempState;
  beforeEach(() => {
    state = new TempState();
    vi.stubEnv("DOCKER_HOST", `unix://${join(state.path, "no.sock")}`);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    state[Symbol.dispose]();
  });

  function expectError({ exitCode, stdout, stderr }: Said, code: unknown, exit: unknown): void {
    expect(stdout.trim().split("\n"), stderr).toHaveLength(1);
    expect(JSON.parse(stdout)).toMatchObject({ schema: "halab/error/1", code });
    expect(exitCode).toBe(exit);
    expect(stderr).toContain("error:");
  }

  it("of every verb that has a result", () => {
    expect(Object.keys(mistakes)).toEqual(expect.arrayContaining(verbs));
  });

  it.each(Object.entries(mistakes))("%s", async (_, [argv, code, exit]) => {
    expectError(await said(...argv.split(" "), "--json"), code, exit);
  });

  it.each(inProcesses)(
    "of the program itself: %s is %s, which ends it with %i",
    async (argv, code, exit) => {
      expectError(await started(...argv.split(" "), "--json"), code, exit);
    },
  );

  it("of a Ctrl-C, too", async () => {
    const ended = said("heal", "nope", "--after", "60s", "--json");
    process.emit("SIGINT", "SIGINT");
    expectError(await ended, "CANCELLED", 130);
  });

  it("of the next command as well, when one has had a result", async () => {
    const { exitCode, stdout } = await said("show", "vrrp-failover", "--json");
    expect([exitCode, JSON.parse(stdout)]).toMatchObject([0, { name: "vrrp-failover" }]);
    expectError(await said("show", "nope", "--json"), "NOT_FOUND", 2);
  });

  it("but nobody who did not ask gets one, nor the command of another", async () => {
    expect((await said("run", "nope")).stdout).toBe("");
    expect((await said("exec", "nope", "lb1", "ip", "--json")).stdout).toBe("");
    expect((await started("run", "nope")).stdout).toBe("");
  });
});

describe("whoever reads a document", () => {
  it("gets the result, also of what did not pass", () => {
    const result = { exitCode: 1, stdout: '[{"name":"solution"}]\n', stderr: "" };
    expect(documentOf(result)).toEqual([{ name: "solution" }]);
  });

  it.each([
    ["an error's", ["show", "nope", "--json"], /gave an error.*2\n.*NOT_FOUND.*\nerror: .*nope/s],
    ["none", ["show", "nope"], /gave no document.*2\n\nerror: .*nope/s],
  ])("is told all that was said when it is %s", async (_, argv, text) => {
    const answer = await said(...argv);
    expect(() => documentOf(answer)).toThrow(text);
  });
});
