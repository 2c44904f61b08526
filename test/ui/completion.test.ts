import { spawnSync } from "node:child_process";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { packageRoot } from "../../cli/core/base/home.ts";
import { recordFault } from "../../cli/core/state/open-faults.ts";
import { said } from "../fixtures/said.ts";
import { TempDir, TempState } from "../fixtures/temp.ts";

async function words(...line: string[]): Promise<string[]> {
  const { exitCode, stdout, stderr } = await said("complete", "--", ...line);
  expect([exitCode, stderr]).toEqual([0, ""]);
  return stdout.split("\n").flatMap((text) => (text === "" ? [] : [text.split("\t")[0] ?? ""]));
}

describe("completion", () => {
  let state: TempState;
  beforeEach(() => {
    state = new TempState();
    vi.stubEnv("DOCKER_HOST", `unix://${join(state.path, "no.sock")}`);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    state[Symbol.dispose]();
  });

  it.each([
    ["verbs", ["ru"], ["run"]],
    ["verbs of a verb", ["lab", "l"], ["lint"]],
    ["what a verb can be told", ["graph", "--o"], ["--output"]],
    ["labs", ["run", "lvs-d"], ["lvs-dr"]],
    ["steps of the lab", ["run", "vrrp-failover", "--step", "fail"], ["failover", "failback"]],
    ["the same with =", ["run", "vrrp-failover", "--until=", "ste"], []],
    ["shelves", ["kinds", "fo"], ["formulas"]],
    ["kinds of a shelf", ["kinds", "faults", "power"], ["power-off", "power-on"]],
    ["faults", ["break", "nope", "fr"], ["freeze"]],
    ["rules", ["explain", "keepalived/vrid-di"], ["keepalived/vrid-differs"]],
    ["shells", ["completion", ""], ["bash", "zsh", "fish"]],
    ["providers", ["run", "x", "--provider", "q"], ["qemu"]],
    ["formats", ["graph", "-f", "s"], ["svg"]],
    ["nothing that nobody knows", ["run", "x", "--param", ""], []],
    ["clusters without an engine: none, and no error", ["shell", ""], []],
  ])("knows %s", async (_, line, expected) => {
    expect(await words(...line)).toEqual(expected);
  });

  it("has every verb, and none that is hidden", async () => {
    const all = await words("");
    expect(all).toEqual(expect.arrayContaining(["run", "show", "version", "completion"]));
    expect(all).not.toContain("complete");
  });

  it("knows the faults that are in a cluster", async () => {
    const fault = { id: "freeze-1", kind: "freeze", title: "freeze lb1", nodes: ["lb1"] };
    recordFault("c-one", { ...fault, undo: { kind: "freeze" }, keeper: null });
    expect(await words("heal", "c-one", "--fault", "")).toEqual(["freeze-1"]);
  });
});

/** What a shell says to a script, with `halab` on its path; undefined: there is no such shell. */
function inShell(shell: string, script: string): string[] | undefined {
  using dir = new TempDir();
  const halab = join(packageRoot(), "bin/halab.js");
  chmodSync(dir.write("halab", `#!/bin/sh\nexec "${process.execPath}" "${halab}" "$@"\n`), 0o755);
  const env = { ...process.env, PATH: `${dir.path}:${process.env["PATH"]}` };
  const { error, stdout, stderr } = spawnSync(shell, ["-c", script], { env, encoding: "utf8" });
  if (error) return undefined;
  expect(stderr).toBe("");
  return stdout.split("\n").filter((word) => word !== "");
}

/** The word's possible ends, as each shell itself asks for them after a Tab. */
const asked: Readonly<Record<string, (line: string) => string>> = {
  bash: (line) => `
    source <(halab completion bash)
    COMP_WORDS=(${line}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
    _halab halab "\${COMP_WORDS[COMP_CWORD]}" ""
    printf '%s\\n' "\${COMPREPLY[@]}"`,
  zsh: (line) => `
    compdef() { :; }
    source <(halab completion zsh)
    _describe() { print -l -- \${\${(P)2}%%:*}; }
    _files() { :; }
    words=(${line}); CURRENT=\${#words}
    _halab`,
  fish: (line) => `
    halab completion fish | source
    complete -C ${JSON.stringify(line)} | string replace -r '\\t.*' ''`,
};

const lines: readonly (readonly [string, readonly string[]])[] = [
  ["halab sh", ["shell", "show"]],
  ["halab show balancer-", ["balancer-distributed", "balancer-sessions"]],
  ["halab run vrrp-failover --step spl", ["split-brain"]],
  ["halab nope x", []],
];

describe.each(Object.entries(asked))("in %s", (shell, ask) => {
  it.each(lines)("%s", (line, expected) => {
    const said = inShell(shell, ask(line));
    if (shell === "bash") expect(said).toBeDefined();
    if (said) expect(said).toEqual(expected);
  });
});
