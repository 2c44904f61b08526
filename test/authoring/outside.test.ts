import { execFileSync } from "node:child_process";
import { existsSync, lstatSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makeLab } from "../../cli/authoring/make.ts";
import { requireShape } from "../../cli/authoring/shapes.ts";
import { addedDir, allLabs, outsideFolders } from "../../cli/core/lab/places.ts";
import { said } from "../fixtures/said.ts";
import { TempState } from "../fixtures/temp.ts";

let dir: TempState;
beforeEach(() => {
  dir = new TempState();
});
afterEach(() => {
  vi.unstubAllEnvs();
  dir[Symbol.dispose]();
});

const lab = (path: string) =>
  makeLab(join(dir.path, path), { shape: requireShape("balancer"), servers: 2 }).dir;

const git = (cwd: string, ...args: readonly string[]) =>
  execFileSync(
    "git",
    ["-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "init.defaultBranch=main", ...args],
    { cwd, encoding: "utf8" },
  ).trim();

/** A bare repository with a lab at `path`, and the folder that it was made from. */
function repository(path: string): { readonly bare: string; readonly work: string } {
  const work = join(dir.path, "work");
  lab(`work/${path}`);
  git(work, "init", "--quiet");
  dir.write("work/.gitattributes", "* filter=evil\n");
  symlinkSync("/etc/passwd", join(work, path, "guide.de.md"));
  git(work, "add", ".");
  git(work, "commit", "--quiet", "-m", "one");
  git(work, "tag", "first");
  git(work, "clone", "--quiet", "--bare", ".", join(dir.path, "course.git"));
  return { bare: join(dir.path, "course.git"), work };
}

describe("HALAB_LABS", () => {
  it("names folders with labs, which are called as any other", async () => {
    lab("mine/one");
    lab("others/labs/two");
    vi.stubEnv("HALAB_LABS", `${dir.path}/mine:${dir.path}/others`);
    const own = allLabs().filter(({ from }) => from !== "halab");
    expect(own.map(({ name }) => name)).toEqual(["one", "two"]);
    expect((await said("show", "two")).stdout).toContain("web-dies");
    const { stdout } = await said("labs");
    expect(stdout).toMatch(/^one +4 +2 +One load balancer, several web servers +\S+mine$/m);
    const { stdout: json } = await said("labs", "--json");
    expect(JSON.parse(json)).toContainEqual(
      expect.objectContaining({ name: "two", from: join(dir.path, "others") }),
    );
  });

  it("may lead to one folder twice, and to a lab itself", () => {
    lab("mine/one");
    vi.stubEnv("HALAB_LABS", `${dir.path}/mine:${dir.path}/mine/one`);
    expect(allLabs().filter(({ from }) => from !== "halab")).toHaveLength(1);
  });

  it("says which folder is not there, and hides nothing for a lab that is spoilt", async () => {
    lab("mine/one");
    dir.write("mine/broken/lab.yaml", "version: 7\n");
    vi.stubEnv("HALAB_LABS", `${dir.path}/mine:${dir.path}/gone`);
    expect(outsideFolders()).toHaveLength(2);
    const { exitCode, stdout, stderr } = await said("labs");
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^broken +- +- /m);
    expect(stdout).toMatch(/^vrrp-failover +5 /m);
    expect(stderr).toContain("gone, which there is not");
    expect((await said("show", "non")).stderr).toContain("gone, which there is not");
  });

  it("and a name that two places have: the folder is what to type", async () => {
    const copy = lab("mine/lvs-nat");
    vi.stubEnv("HALAB_LABS", join(dir.path, "mine"));
    const { exitCode, stderr } = await said("show", "lvs-nat");
    expect(exitCode).toBe(2);
    expect(stderr).toContain('2 labs are called "lvs-nat"');
    expect(stderr).toContain(copy);
    expect((await said("show", copy)).exitCode).toBe(0);
    expect((await said("labs")).stdout).toContain(copy);
  });

  it("gives a student's folder a lab that is found from anywhere", async () => {
    const one = lab("mine/one");
    vi.stubEnv("HALAB_LABS", join(dir.path, "mine"));
    const ws = join(dir.path, "ws");
    expect((await said("learn", "one", ws, "--no-session")).exitCode).toBe(0);
    expect(JSON.parse(readFileSync(join(ws, "halab.json"), "utf8"))).toMatchObject({ lab: one });
    vi.stubEnv("HALAB_LABS", "");
    expect((await said("learn", one, ws, "--no-session")).exitCode).toBe(0);
  });
});

describe("halab lab add", () => {
  it("copies a repository's labs, without what git knows of it, and links as plain files", async () => {
    const { bare } = repository("labs/one");
    const { exitCode, stdout } = await said("lab", "add", bare);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/course\.git, HEAD at [0-9a-f]{10}:\n {2}one\n/);
    const [folder = ""] = readdirSync(addedDir());
    const kept = join(addedDir(), folder);
    expect(existsSync(join(kept, ".git"))).toBe(false);
    expect(lstatSync(join(kept, "labs/one/guide.de.md")).isSymbolicLink()).toBe(false);
    expect((await said("show", "one")).exitCode).toBe(0);
    expect((await said("labs")).stdout).toMatch(/^one .*course\.git$/m);
  });

  it("again takes what there is now; with #REF what there was", async () => {
    const { bare, work } = repository("one");
    const first = JSON.parse((await said("lab", "add", bare, "--json")).stdout);
    expect(first).toMatchObject({ labs: ["one"], ref: "HEAD" });
    expect(first.before).toBeUndefined();
    lab("work/two");
    git(work, "add", ".");
    git(work, "commit", "--quiet", "-m", "two");
    git(work, "push", "--quiet", bare, "HEAD:main");
    const second = JSON.parse((await said("lab", "add", bare, "--json")).stdout);
    expect(second).toMatchObject({ labs: ["one", "two"], before: first.commit });
    const old = JSON.parse((await said("lab", "add", `${bare}#first`, "--json")).stdout);
    expect(old).toMatchObject({ labs: ["one"], ref: "first", commit: first.commit });
    expect(readdirSync(addedDir())).toHaveLength(1);
  });

  it("warns of a name that another place has, and is undone by remove", async () => {
    const { bare } = repository("lvs-nat");
    const { stderr } = await said("lab", "add", bare);
    expect(stderr).toContain('another lab is called "lvs-nat", too');
    expect((await said("show", "lvs-nat")).exitCode).toBe(2);
    expect((await said("lab", "remove", bare)).stdout).toBe(`${bare}: lvs-nat removed\n`);
    expect((await said("show", "lvs-nat")).exitCode).toBe(0);
    expect((await said("lab", "remove", bare)).stderr).toContain("no labs were added from");
  });

  it("runs nothing of a repository", async () => {
    const { bare, work } = repository("one");
    const mark = join(dir.path, "ran");
    for (const hook of ["post-checkout", "upload-pack", "pre-upload"])
      execFileSync("sh", [
        "-c",
        `printf '#!/bin/sh\\ntouch ${mark}\\n' > '${bare}/hooks/${hook}'; chmod +x '${bare}/hooks/${hook}'`,
      ]);
    git(work, "config", "filter.evil.smudge", `touch ${mark}`);
    expect((await said("lab", "add", bare)).exitCode).toBe(0);
    expect((await said("lab", "add", `ext::sh -c "touch ${mark}"`)).exitCode).toBe(2);
    expect((await said("lab", "add", "ext::touch")).exitCode).toBe(2);
    expect(existsSync(mark)).toBe(false);
  });

  it.each([
    ["--upload-pack=x", "unknown option"],
    ["nowhere", "git fetch failed"],
    ["a b", "is no address of labs"],
    ["x#-y", "is no address of labs"],
  ])("%s is refused, and nothing stays", async (url, why) => {
    const { exitCode, stderr } = await said("lab", "add", url);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(why);
    expect(existsSync(addedDir()) ? readdirSync(addedDir()) : []).toEqual([]);
  });

  it("needs a lab there, and keeps the old copy where there is none", async () => {
    const { bare, work } = repository("one");
    await said("lab", "add", bare);
    git(work, "checkout", "--quiet", "--orphan", "empty");
    git(work, "rm", "-rfq", ".");
    git(work, "commit", "--quiet", "--allow-empty", "-m", "nothing");
    git(work, "push", "--quiet", bare, "empty");
    const { exitCode, stderr } = await said("lab", "add", `${bare}#empty`);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("has no lab at empty");
    expect((await said("show", "one")).exitCode).toBe(0);
  });
});
