/** The CLI on Vagrant's machines: the Vagrantfile, labs, bad input, and what is left after each. */
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "../../cli/core/base/time.ts";
import type { Report } from "../../cli/core/judge/report.ts";
import type { CaseResult } from "../../cli/core/run/play-cases.ts";
import { bootsOn, driverHere } from "../../cli/providers/vagrant/driver.ts";
import { provider } from "../../cli/providers/vagrant/index.ts";
import { ownState } from "../contract/own-state.ts";
import { providerContract } from "../contract/provider.ts";
import { testCtx } from "../fixtures/ctx.ts";
import { documentOf } from "../fixtures/document.ts";
import { type Bed, lab, openBed } from "./cli.ts";
import { engineDescribe } from "./require.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
/** Machines boot without hardware help here. */
const slowMs = 600_000;
const onVagrant = ["--provider", "vagrant"];

const virsh = async (...args: string[]) =>
  (await execa("virsh", ["-q", "-c", "qemu:///system", ...args], { reject: false })).stdout;

/** Domains, networks and volumes of a bed's clusters: asked of libvirt itself. */
async function residue(bed: Bed): Promise<string[]> {
  const lists = [
    await virsh("list", "--all", "--name"),
    await virsh("net-list", "--all", "--name"),
    await virsh("vol-list", "default"),
  ];
  return lists.flatMap((text) => text.split("\n").filter((line) => line.includes(bed.prefix)));
}

ownState();

engineDescribe("vagrant", "vagrant", () => {
  const bed = openBed();

  beforeAll(async () => {
    await bed.ok(["image", "build", "--box"], { deadlineMs: slowMs });
  }, slowMs);

  it("has no copy of an older box in libvirt's pool that nobody uses", async () => {
    const listed = await virsh("vol-list", "default");
    const copies = listed.match(/halab-VAGRANTSLASH-node_vagrant_box_image_\S+\.img\s/g) ?? [];
    for (const copy of copies) {
      const disks = listed.match(/^ *\S+\.img/gm)?.map((name) => name.trim()) ?? [];
      const xml = await Promise.all(disks.map((disk) => virsh("vol-dumpxml", disk, "default")));
      expect(xml.join("\n")).toMatch(new RegExp(`<backingStore>\\s*<path>\\S*/${copy.trim()}<`));
    }
  });

  const nothingLeft = async () => expect(await residue(bed)).toEqual([]);

  it("tells a machine that boots: an emulated one always does", async () => {
    expect(await bootsOn("tcg", testCtx())).toBe(true);
  });

  describe("the Vagrantfile", () => {
    const validate = (env: Record<string, string>) =>
      execa("vagrant", ["validate"], {
        cwd: root,
        env: { VAGRANT_DOTFILE_PATH: join(bed.dir, "dot"), ...env },
        reject: false,
        all: true,
      });

    it("is valid without a plan", async () => {
      const { exitCode, all } = await validate({});
      expect(exitCode, all).toBe(0);
      expect(all).toContain("validated successfully");
    });

    it.each(["vrrp-failover", "lvs-nat", "lvs-dr"])(
      "is valid with the plan of %s",
      async (name) => {
        const file = join(bed.dir, `${name}.json`);
        writeFileSync(file, await bed.ok(["plan", name, ...onVagrant]));
        const { exitCode, all } = await validate({ HALAB_PLAN: file });
        expect(exitCode, all).toBe(0);
      },
    );
  });

  it("without a plan brings this checkout into the one machine, as one archive", {
    timeout: slowMs,
  }, async () => {
    const driver = await driverHere(testCtx());
    const env = {
      VAGRANT_DOTFILE_PATH: join(bed.dir, "one"),
      HALAB_BOX: "halab/node",
      ...(driver ? { HALAB_VAGRANT_DRIVER: driver } : {}),
    };
    const vagrant = (...args: string[]) =>
      execa("vagrant", args, { cwd: root, env, reject: false, all: true });
    try {
      const up = await vagrant("up", "--no-provision");
      expect(up.exitCode, up.all).toBe(0);
      const upload = await vagrant("provision", "--provision-with", "file");
      expect(upload.exitCode, upload.all).toBe(0);
      const listed = await vagrant("ssh", "-c", "tar -tf /tmp/halab.tar");
      const names = listed.stdout.split("\n").map((name) => name.trim());
      expect(names).toEqual(expect.arrayContaining(["bin/halab.js", "package.json"]));
      expect(names.filter((name) => /^(\.git|node_modules|runs)\//.test(name))).toEqual([]);
    } finally {
      await vagrant("destroy", "-f");
    }
  });

  describe("a lab", () => {
    it("is played: faults take effect, are healed, and nothing is left", {
      timeout: slowMs,
    }, async () => {
      const name = bed.name("play");
      const args = [
        "run",
        "vrrp-failover",
        ...onVagrant,
        "--until",
        "failback",
        "--name",
        name,
        "--json",
      ];
      const said = await bed.halab(args, { deadlineMs: slowMs });
      const { steps } = documentOf<Report>(said);
      expect(
        steps.map(({ id }) => id),
        said.stderr,
      ).toEqual(["steady", "failover", "failback"]);
      const [dir = ""] = readdirSync(bed.runs);
      const journal = readFileSync(join(bed.runs, dir, "journal.ndjson"), "utf8");
      const faults = journal.split("\n").flatMap((line) => {
        const event = line === "" ? {} : JSON.parse(line);
        return event.kind === "fault" ? [`${event.fault} ${event.phase}`] : [];
      });
      expect(faults).toContain("power-off effect");
      expect(faults).toContain("power-on effect");
      await nothingLeft();
    });

    // Without hardware help they want a machine for themselves, and minutes each: with HALAB_PLAY=all only. As an
    // instructor proves it: a run that this machine was too busy for is no verdict, and is played again.
    const whole = process.env["HALAB_PLAY"] === "all" ? ["vrrp-failover", "lvs-nat"] : [];
    it.each(whole)(
      "%s: its solution passes, and leaves nothing",
      { timeout: 2 * slowMs },
      async (name) => {
        const options = ["--only", "solution", "--jobs", "1", "--name", bed.name("lab"), "--json"];
        const args = ["lab", "test", name, ...onVagrant, ...options];
        const said = await bed.halab(args, { deadlineMs: 2 * slowMs });
        const cases = documentOf<CaseResult[]>(said);
        expect(cases, said.stderr).toEqual([expect.objectContaining({ name: "solution" })]);
        expect(cases[0]?.wrong, said.stderr).toBeUndefined();
        await nothingLeft();
      },
    );
  });

  describe("killed while Vagrant works", () => {
    it("says what is there, and gc leaves nothing", { timeout: slowMs }, async () => {
      const name = bed.name("kill");
      const running = bed.start(["up", lab("pair"), ...onVagrant, "--name", name], {
        deadlineMs: slowMs,
      });
      await running.line(/starting the machine of web1/);
      // As soon as libvirt knows a machine of it.
      await expect
        .poll(async () => (await residue(bed)).length, { timeout: 60_000 })
        .toBeGreaterThan(0);
      running.kill("SIGKILL");
      await running.done;
      expect(await bed.ok(["ps"])).toMatch(new RegExp(`${name} \\(left over\\)`));
      expect(await bed.ok(["gc"], { deadlineMs: slowMs })).toContain(name);
      await nothingLeft();
      expect(await bed.ok(["ps"])).not.toContain(bed.prefix);
    });
  });

  describe("bad input", () => {
    const up = (part: string, env: Record<string, string | undefined> = {}) =>
      bed.halab(["up", lab("pair"), ...onVagrant, "--name", bed.name(part)], {
        env,
        deadlineMs: slowMs,
      });

    /** Exit 3, one sentence, what to type, no stack, nothing left. */
    async function refused(result: Awaited<ReturnType<typeof up>>, sentence: RegExp, hint: RegExp) {
      expect(result.stderr).toMatch(sentence);
      expect(result.stderr).toMatch(hint);
      expect(result.stderr).not.toMatch(/^\s+at /m);
      expect(result.exitCode).toBe(3);
      await nothingLeft();
      expect(await bed.ok(["ps"])).not.toContain(bed.prefix);
    }

    it("no Vagrant", async () => {
      // A folder with what halab's own start needs, and no vagrant.
      const path = mkdtempSync(join(bed.dir, "path-"));
      for (const tool of ["node", "sh", "env"])
        await execa("ln", ["-s", (await execa("which", [tool])).stdout, join(path, tool)]);
      await refused(
        await up("none", { PATH: path }),
        /Vagrant is not installed/,
        /apt-get install vagrant/,
      );
    });

    it("no provider plug-in", async () => {
      await refused(
        await up("plug", { VAGRANT_DEFAULT_PROVIDER: "hyperv" }),
        /^error: Vagrant, starting the machines: .*hyperv/m,
        /hint:/,
      );
    });

    it("a box that nobody has", { timeout: slowMs }, async () => {
      await refused(
        await up("box", { HALAB_BOX: "nobody/nothing" }),
        /^error: Vagrant, .*box/im,
        /image build --box/,
      );
    });

    it("a name that is taken", { timeout: slowMs }, async () => {
      const taken = `halab.${bed.name("taken")}.web1`;
      const file = join(bed.dir, "taken.xml");
      writeFileSync(
        file,
        `<domain type='qemu'><name>${taken}</name><memory unit='MiB'>64</memory><os><type>hvm</type></os></domain>`,
      );
      await execa("virsh", ["-q", "-c", "qemu:///system", "define", file]);
      try {
        const { exitCode, stderr } = await up("taken");
        expect(stderr).toMatch(/taken/);
        expect(exitCode).toBe(3);
        // It is somebody else's: still there.
        expect(await virsh("list", "--all", "--name")).toContain(taken);
      } finally {
        await virsh("undefine", taken);
      }
      await nothingLeft();
    });

    it("a machine that hangs in its boot", { timeout: slowMs }, async () => {
      const { exitCode, stderr } = await up("hang", { HALAB_VAGRANT_DEADLINE: "4" });
      expect(stderr).toMatch(/not done after 4 s/);
      expect(stderr).toMatch(/HALAB_VAGRANT_DEADLINE/);
      expect(exitCode).toBe(3);
      await nothingLeft();
    });
  });

  // In this file, since a box is Vagrant's for the whole machine: two that use it for the first time get into each other's way.
  providerContract("as a provider", {
    provider,
    name: `contract-vagrant-${process.pid}`,
    ctx: () => ({ ...testCtx(), clock: systemClock, signal: AbortSignal.timeout(170_000) }),
  });
});
