/** The live view of real nodes: one prober a cluster, whoever looks on. */
import { expect, it } from "vitest";
import type { Report } from "../../../cli/core/judge/report.ts";
import { openBed } from "../../engine/cli.ts";
import { engineDescribe } from "../../engine/require.ts";
import { documentOf } from "../../fixtures/document.ts";

interface Frame {
  readonly schema: string;
  readonly own: boolean;
  readonly owners: readonly { readonly nodes?: readonly string[] }[];
  readonly nodes: readonly { readonly name: string; readonly is: readonly string[] }[];
  readonly strips: readonly { readonly sent: number }[];
}

engineDescribe("docker", "a cluster that is watched", () => {
  const bed = openBed();
  const name = bed.name("seen");
  const probers = () => bed.sh(name, "client", "pgrep -fc '[h]alab-probe http' || true");

  it("is asked by the watcher alone, or by the run alone", async () => {
    await bed.ok(["up", "vrrp-failover", "--name", name]);
    const watching = bed.start(["watch", name, "--json"]);
    await watching.line(/"own":true.*"sent":\d\d/);
    expect(await probers()).toBe("1");

    const step = ["run", "vrrp-failover", "--on", name, "--step", "two-owners", "--json"];
    const running = bed.start(step);
    await watching.line(/"own":false.*"step":\{"id":"two-owners","phase":"expect"\}/);
    expect(await probers()).toBe("1");
    await watching.line(/"nodes":\["lb1","lb2"\]/);
    const report = documentOf<Report>(await running.done);
    // What it judges is others' to test: beside these a prober may be too late to say.
    expect(report.steps.map(({ verdict }) => verdict)).toEqual([expect.not.stringMatching("fail")]);

    watching.kill("SIGINT");
    const { exitCode, stdout } = await watching.done;
    expect(exitCode).toBe(130);
    const frames = stdout
      .trimEnd()
      .split("\n")
      .flatMap((line): Frame[] =>
        line.startsWith('{"schema":"halab/watch/1"') ? [JSON.parse(line)] : [],
      );
    const roles = frames.flatMap(({ nodes }) => nodes.flatMap(({ is }) => is));
    expect(roles).toContain("MASTER 150");
    expect(roles).toContain("BACKUP 100");
    expect(await probers()).toBe("0");
    await bed.ok(["down", name]);
  });

  it("ends by itself after so many frames, in lines or as JSON", async () => {
    await bed.ok(["up", "vrrp-failover", "--name", name]);
    const lines = await bed.ok(["watch", name, "--plain", "--frames", "50"]);
    expect(lines).toMatch(/lb1 is up/);
    expect(lines).not.toContain("\u001b");
    const none = await bed.halab(["watch", bed.name("none")]);
    expect(none.exitCode).toBe(2);
    await bed.ok(["down", name]);
  });
});
