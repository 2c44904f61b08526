import { expect, it } from "vitest";
import { lab, openBed } from "../../engine/cli.ts";
import { engineDescribe } from "../../engine/require.ts";

/** The lab's own time is half a minute; it is played with its two mutants, some of them once more. */
const timeout = 8 * 60_000;

engineDescribe("docker", "anycast with BGP and BFD", () => {
  const bed = openBed();

  it("moves within BFD's detection time; what is wrong is caught", { timeout }, async () => {
    const args = ["lab", "test", lab("frr-anycast"), "--only", "solution,mutants", "--jobs", "1"];
    const { exitCode, stdout, stderr } = await bed.halab(
      [...args, "--name", bed.name("frr"), "--json"],
      { deadlineMs: timeout },
    );
    expect(exitCode, `${stdout}\n${stderr}`).toBe(0);
  });

  it("a configuration that FRR refuses is told with its place, in FRR's words", async () => {
    const args = ["up", lab("frr-anycast"), "--param", "connect=70000", "--name", bed.name("bad")];
    const { exitCode, stderr } = await bed.halab(args);
    expect(stderr).toMatch(/\/etc\/frr\/frr\.conf:\d+: .*timers connect 70000/);
    expect(exitCode).toBe(2);
  });
});
