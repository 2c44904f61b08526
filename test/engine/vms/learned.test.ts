/** A lab of VMs played as a workspace, by the shortest way: they boot once, with the student's files. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openBed } from "../cli.ts";
import { Student } from "../learn/student.ts";
import { engineDescribe } from "../require.ts";

const conf = "d1/etc/keepalived/keepalived.conf";

engineDescribe("qemu", "a workspace of lvs-dr", () => {
  const bed = openBed();
  const student = new Student(bed, "lvs-dr");
  beforeAll(async () => {
    await student.begin();
    await student.solve();
  });
  afterAll(() => student.end());

  it("is checked, warned, hinted, reset and packed as one of containers is", async () => {
    expect(await student.check("steady")).toMatchObject({ verdict: "pass", points: 15 });
    expect(await student.status()).toMatchObject({
      cluster: { name: student.cluster, state: "up" },
      points: 15,
      changed: [],
      next: "schedulers",
    });

    // keepalived runs all the same, with less than was meant: it says so, with the line.
    student.edit(conf, (text) => text.replace("lb_kind DR", "lb_knd DR"));
    const warned = await student.run("apply");
    expect(warned.exitCode, warned.stderr).toBe(0);
    expect(warned.stdout + warned.stderr).toMatch(
      /d1.etc.keepalived.keepalived\.conf:\d+: .*lb_knd/,
    );
    const hint = await student.run("hint", "steady", "--yes");
    expect(hint.exitCode, hint.stderr).toBe(0);

    const reset = await student.run("reset", conf);
    expect(reset.exitCode, reset.stderr).toBe(0);
    expect(student.read(conf)).toContain("TODO");
    await student.solve();
    const again = await student.run("apply");
    expect([again.exitCode, again.stderr]).toEqual([0, expect.not.stringContaining("error")]);

    const archive = join(bed.dir, "lvs-dr.tgz");
    const packed = await student.run("submit", "-o", archive);
    expect(packed.exitCode, packed.stderr).toBe(0);
    expect(existsSync(archive) && readFileSync(archive).length).toBeGreaterThan(1000);
  });
});
