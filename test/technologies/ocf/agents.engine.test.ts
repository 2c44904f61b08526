/** Agents that nobody can use: told with their own words and a place, or by the step that asks them. Nothing ever hangs. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { type Bed, openBed, repository } from "../../engine/cli.ts";
import { engineDescribe } from "../../engine/require.ts";
import { TempDir } from "../../fixtures/temp.ts";

const path = "usr/lib/ocf/resource.d/halab/counter";
const solution = readFileSync(join(repository, "labs/ocf-agent/solution/member", path), "utf8");
const timeout = 4 * 60_000;

/** The lab up to its first step, with this agent on all nodes and the solution's other file. */
async function play(bed: Bed, agent: string) {
  using files = new TempDir();
  const put = (name: string, text: string, mode: number) => {
    const at = join(files.path, "member", name);
    mkdirSync(dirname(at), { recursive: true });
    writeFileSync(at, text, { mode });
  };
  put(path, agent, 0o755);
  put("etc/counterd/saving.conf", "save 500ms\n", 0o644);
  const args = ["run", "ocf-agent", "--files", files.path, "--until", "questions"];
  return await bed.halab([...args, "--name", bed.name("agent")]);
}

engineDescribe("docker", "an agent that cannot be used", () => {
  const bed = openBed();

  it.each<[string, string, RegExp]>([
    ["returns 255", "#!/bin/sh\nexit 255\n", /counter:1: meta-data exits with 255/],
    [
      "prints rubbish",
      "#!/bin/sh\necho hello, cluster\n",
      /counter:2: what meta-data prints is no XML/,
    ],
    [
      "hangs",
      "#!/bin/sh\ntrap '' TERM\nsleep 1000\n",
      /counter:1: meta-data does not end within 5 s/,
    ],
    ["has a mistake", "#!/bin/sh\nif then\n", /counter:2: meta-data exits with 2: .*Syntax error/],
    ["has no interpreter", "#!/opt/bin/ocfsh\n", /counter:1: it cannot be run/],
  ])(
    "since it %s is refused with its place, and exit code 2",
    async (_, agent, words) => {
      const { exitCode, stderr } = await play(bed, agent);
      expect(stderr).toMatch(words);
      expect(exitCode, stderr).toBe(2);
    },
    timeout,
  );

  it(
    "since its monitor hangs fails the step that asks it, in time",
    async () => {
      const agent = solution.replace(/^monitor\(\) \{$/m, "monitor() {\n  sleep 1000");
      expect(agent).not.toBe(solution);
      const { exitCode, stdout } = await play(bed, agent);
      expect(stdout).toMatch(/status stopped-is-not-7/);
      expect(exitCode, stdout).toBe(1);
    },
    timeout,
  );
});
