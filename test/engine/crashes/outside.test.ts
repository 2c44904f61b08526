import { describe, expect, it } from "vitest";
import type { Report } from "../../../cli/core/judge/report.ts";
import { label, switchName } from "../../../cli/providers/docker/labels.ts";
import { documentOf } from "../../fixtures/document.ts";
import { journalOf, lab, openBed, runDirs } from "../cli.ts";
import { longFault, talk } from "../made-labs.ts";
import { engineDescribe } from "../require.ts";
import { engine, hostTables } from "../residue.ts";

const cut = "{ fault: cut, between: [client, web1] }";

engineDescribe("docker", "what others do to a cluster's containers", () => {
  const bed = openBed();

  /** Plays a lab whose one fault stays in for 30 s; somebody acts as soon as it is in. */
  async function disturbed(name: string, act: () => Promise<unknown>) {
    const dir = longFault(bed, `d-${name}`, cut);
    const known = runDirs(bed).length;
    const run = bed.start(["run", dir, "--name", name, "--json"]);
    const isIn = () =>
      runDirs(bed).length > known &&
      journalOf(bed).some((event) => event["kind"] === "fault" && event["phase"] === "effect");
    await expect.poll(isIn, { timeout: 60_000, interval: 20 }).toBe(true);
    const actedMs = performance.now();
    await act();
    const said = await run.done;
    const report = documentOf<Report>(said);
    expect(said.exitCode, said.stderr).toBe(1);
    const tookS = (performance.now() - actedMs) / 1000;
    expect(tookS, said.stderr).toBeLessThan(25);
    return report;
  }

  const containerOf = async (name: string) => (await engine()).getContainer(name);

  describe("during a run: it is unknown, says so, and ends", () => {
    it.each([
      ["a node is killed", "kill", "web2 was killed"],
      ["a node is paused", "pause", "web2 was paused"],
    ] as const)("%s", async (_, action, said) => {
      const name = bed.name(action);
      const report = await disturbed(name, async () => {
        const container = await containerOf(`halab-${name}-web2`);
        await container[action]();
      });
      expect(report.verdict).toBe("unknown");
      expect(report.steps[0]?.checks[0]?.evidence.join()).toContain(`${said} from outside`);
      expect(report.notes.join()).toContain(said);
      await bed.noResidue(name);
    });

    it.each(["pause", "kill"] as const)("the switch's helper: %s", async (action) => {
      const name = bed.name(`switch-${action}`);
      const report = await disturbed(name, async () => {
        const container = await containerOf(switchName(name));
        await container[action]();
      });
      expect(report.verdict).toBe("unknown");
      expect(report.notes.join()).toContain("the helper of the switch");
      await bed.noResidue(name);
    });
  });

  describe("of a cluster with a cut in", () => {
    async function cutOff(name: string): Promise<void> {
      await bed.ok(["up", lab("pair"), "--name", name]);
      await talk(bed, name);
      await bed.ok(["break", name, "cut", "client", "web1"]);
      expect((await hostTables(await engine())).join()).toContain(`halab_${name}.cut`);
    }

    it("the switch's helper is removed: down removes its rules all the same", async () => {
      const name = bed.name("helper");
      await cutOff(name);
      await (await containerOf(switchName(name))).remove({ force: true });
      expect(await bed.ok(["down", name])).toContain(`halab_${name}.cut`);
      await bed.noResidue(name);
    });

    it("everything is removed: gc finds the rules", async () => {
      const name = bed.name("all");
      await cutOff(name);
      const docker = await engine();
      const filters = { label: [`${label.cluster}=${name}`] };
      for (const { Id } of await docker.listContainers({ all: true, filters }))
        await docker.getContainer(Id).remove({ force: true });
      for (const { Id } of await docker.listNetworks({ filters }))
        await docker.getNetwork(Id).remove();
      // Another test's gc may find them first: what matters is that none is left.
      await bed.ok(["gc"]);
      await bed.noResidue(name);
    });
  });

  it("two halabs that want the switch at once both get it", async () => {
    const name = bed.name("both");
    await bed.ok(["up", lab("pair"), "--name", name]);
    await talk(bed, name);
    const cuts = ["web1", "web2"].map((web) => bed.halab(["break", name, "cut", "client", web]));
    for (const { exitCode, stderr } of await Promise.all(cuts)) expect(exitCode, stderr).toBe(0);
    await bed.ok(["down", name]);
    await bed.noResidue(name);
  });
});
