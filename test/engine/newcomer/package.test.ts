/** The package as npm would publish it, in a folder of its own: what a student has who installed it. */
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { repository } from "../cli.ts";

const dir = mkdtempSync(join(tmpdir(), "halab-test-"));
const modules = join(dir, "lib/node_modules");
const installed = join(modules, "halab");

/** `npm install --global`, without a registry: what halab needs lies in the checkout. */
function install(): void {
  const options = { cwd: repository, encoding: "utf8" } as const;
  const said = execFileSync("npm", ["pack", "--silent", "--pack-destination", dir], options);
  const file = join(dir, said.trim().split("\n").at(-1) ?? "");
  mkdirSync(installed, { recursive: true });
  execFileSync("tar", ["-xzf", file, "-C", installed, "--strip-components=1"]);
  const { dependencies } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
  for (const name of Object.keys(dependencies)) {
    const there = join(modules, name);
    mkdirSync(dirname(there), { recursive: true });
    symlinkSync(join(repository, "node_modules", name), there);
  }
}

async function halab(...args: string[]) {
  const bin = join(installed, "bin/halab.js");
  return await execa(process.execPath, [bin, ...args], {
    cwd: dir,
    env: { HALAB_STATE: join(dir, "state"), HALAB_RUNS: join(dir, "runs"), NO_COLOR: "1" },
    reject: false,
  });
}

describe("halab, installed as a package", () => {
  const dist = join(repository, "dist");
  const built = existsSync(dist);
  beforeAll(install);
  afterAll(() => {
    for (const made of built ? [dir] : [dir, dist]) rmSync(made, { recursive: true, force: true });
  });

  it("has its manual page, its labs with guides, and no sources", () => {
    const { man } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
    expect(existsSync(join(installed, man))).toBe(true);
    expect(existsSync(join(installed, "labs/vrrp-failover/guide.de.md"))).toBe(true);
    expect(readdirSync(installed)).not.toEqual(expect.arrayContaining(["cli"]));
    expect(readdirSync(installed)).not.toEqual(expect.arrayContaining(["test"]));
  });

  it.each([
    [["version"], /^halab \d/],
    [["labs"], /vrrp-failover/],
    [["show", "vrrp-failover", "--guide"], /^Two load balancers, one address\n═/],
    [["complete", "--", "run", "vrrp"], /^vrrp-failover\t/],
    [["kinds", "faults", "freeze"], /^freeze/],
    [["explain", "keepalived/vrid-differs"], /vrid-differs/],
  ])("answers %j", async (args, text) => {
    const { exitCode, stdout, stderr } = await halab(...args);
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(text);
  });

  it("gives a student the starter, with their own parameters, without a checkout", async () => {
    const mine = join(dir, "mine");
    const own = ["--param", "subnet=10.99.0.0/24"];
    const made = await halab("learn", "vrrp-failover", mine, "--no-session", ...own);
    expect(made.exitCode, made.stderr).toBe(0);
    const file = readFileSync(join(mine, "lb1/etc/keepalived/keepalived.conf"), "utf8");
    expect(file).toContain("keepalived");
    const planned = await halab("plan", "vrrp-failover", "--files", mine, ...own);
    expect([planned.exitCode, planned.stderr]).toEqual([0, ""]);
  });
});
