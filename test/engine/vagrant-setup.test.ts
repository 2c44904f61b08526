/**
 * scripts/vagrant-setup.sh to its end in a bare Debian: as `vagrant up` runs it, and again as `vagrant provision` does.
 * It takes minutes and asks npm's registry: with HALAB_SETUP=vagrant only (vitest.config.ts).
 */
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type BareDebian, openBareDebian } from "./bare-debian.ts";
import { openBed, repository } from "./cli.ts";
import { engineDescribe } from "./require.ts";

/** Packages of Debian and of npm are fetched. */
const slowMs = 600_000;
const { version } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8"));

engineDescribe("docker", "the machine that holds everything", () => {
  const bed = openBed();
  let machine: BareDebian | undefined;

  beforeAll(async () => {
    machine = await openBareDebian(join(bed.dir, "debian"), slowMs);
  }, slowMs);
  afterAll(async () => await machine?.[Symbol.asyncDispose]());

  const run = async (...argv: string[]) => {
    if (machine === undefined) throw new Error("there is no machine");
    return await machine.run(argv, slowMs);
  };
  /** With a login of Vagrant's user, as `vagrant ssh -c` has it. */
  const asVagrant = (command: string) => run("su", "-", "vagrant", "-c", command);
  const inMachine = (path: string) => join(machine?.root ?? "", path);

  /** What the Vagrantfile uploads; `mode` as tar takes it. */
  async function upload(mode: string): Promise<void> {
    const without = new Set([".git", ".vagrant", "dist", "node_modules", "runs"]);
    const names = readdirSync(repository).filter((name) => !without.has(name));
    const to = inMachine("tmp/halab.tar");
    await execa("tar", ["-cf", to, `--mode=${mode}`, "-C", repository, ...names]);
  }
  /** As Vagrant's shell provisioner: uploaded, then run by sudo. */
  async function provision() {
    copyFileSync(join(repository, "scripts/vagrant-setup.sh"), inMachine("tmp/vagrant-shell"));
    return await run("sudo", "-E", "-H", "sh", "/tmp/vagrant-shell");
  }
  async function works(): Promise<void> {
    const said = await asVagrant("halab --version");
    expect([said.exitCode, said.all]).toEqual([0, version]);
  }

  it("is set up by `vagrant up`, for Vagrant's user", { timeout: slowMs }, async () => {
    await upload("u=rwX,go=rX");
    const { exitCode, all } = await provision();
    expect(exitCode, all).toBe(0);
    expect(all).toContain("halab is ready:");
    await works();
    const doctor = await asVagrant("halab doctor --json");
    expect(doctor.exitCode, doctor.all).toBe(0);
    const found = JSON.parse(doctor.stdout);
    expect(found).toMatchObject({ ok: true, engine: { ok: true } });
    expect(found.labs.length).toBeGreaterThan(0);
  });

  it("gets a newer checkout by `vagrant provision`, one that its owner alone may read too", {
    timeout: slowMs,
  }, async () => {
    writeFileSync(inMachine("opt/halab/older"), "");
    await upload("go=");
    const { exitCode, all } = await provision();
    expect(exitCode, all).toBe(0);
    expect(readdirSync(inMachine("opt/halab"))).not.toContain("older");
    await works();
    const doctor = await asVagrant("halab doctor");
    expect(doctor.exitCode, doctor.all).toBe(0);
  });

  it("keeps the halab that is there when nothing was uploaded", { timeout: slowMs }, async () => {
    const { exitCode, all } = await provision();
    expect(exitCode).not.toBe(0);
    expect(all).toContain("/tmp/halab.tar");
    await works();
  });
});
