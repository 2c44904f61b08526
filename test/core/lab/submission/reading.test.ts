import { spawnSync } from "node:child_process";
import {
  chmodSync,
  linkSync,
  mkdirSync,
  renameSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bytesOf, contentOf, textOf } from "../../../../cli/core/cluster/content.ts";
import { Folder } from "../../../../cli/core/lab/submission/folder.ts";
import { openDir } from "../../../fixtures/labs.ts";
import { conf, fileOf, planOf, right, SubmissionDir } from "../../../fixtures/submission.ts";
import { TempDir } from "../../../fixtures/temp.ts";

const MiB = 2 ** 20;

describe("what nodes take of a submission", () => {
  it("is what the lab asks for, and what lies where a role is open, with its execute bit", async () => {
    using dir = new SubmissionDir();
    const script = dir.write("mine/a/usr/local/bin/check.sh", "#!/bin/sh\n");
    chmodSync(script, 0o4750);
    dir.write("mine/router/etc/keepalived/conf.d/site.conf", "# both\n");
    dir.write("mine/b/etc/keepalived/conf.d/site.conf", "# b's own\n");
    const plan = await dir.plan();
    expect(fileOf(plan, "a", "/usr/local/bin/check.sh")).toMatchObject({
      mode: 0o755,
      content: "#!/bin/sh\n",
      owner: "student",
    });
    expect(fileOf(plan, "b", "/usr/local/bin/check.sh")).toBeUndefined();
    const site = "/etc/keepalived/conf.d/site.conf";
    expect(fileOf(plan, "a", site)).toMatchObject({ mode: 0o644, content: "# both\n" });
    expect(fileOf(plan, "b", site)?.content).toBe("# b's own\n");
  });

  it("is of a lab's own solution the same, and templates are rendered", async () => {
    using dir = new SubmissionDir({
      [`mine/router${conf}`]: "# both\n",
      "mine/router/etc/keepalived/conf.d/site.conf.hbs": "# {{name}}\n",
    });
    const sources = [{ dir: dir.mine, render: true }];
    const { plan } = await openDir(join(dir.path, "lab"), { sources });
    expect(fileOf(plan, "b", "/etc/keepalived/conf.d/site.conf")?.content).toBe("# b\n");
  });

  it("and what clashes there is the lab's mistake, not a student's", async () => {
    using dir = new SubmissionDir();
    dir.write("mine/a/etc/keepalived/more", "");
    dir.write("mine/router/etc/keepalived/more/x.conf", "");
    const sources = [{ dir: dir.mine, render: true }];
    await expect(openDir(join(dir.path, "lab"), { sources })).rejects.toMatchObject({
      code: "LAB_INVALID",
      message: expect.stringContaining("/etc/keepalived/more of a is a file by"),
    });
    await expect(dir.plan()).rejects.toMatchObject({ code: "SUBMISSION_INVALID" });
  });

  it("is not what systems and editors leave, which is passed over; the rest is named", async () => {
    using dir = new SubmissionDir({
      ...right,
      "mine/.git/HEAD": "x",
      "mine/a/.DS_Store": "x",
      "mine/__MACOSX/a/x": "x",
      "mine/README.md": "x",
      "mine/docs/plan.md": "x",
      "mine/rooter/notes": "x",
      // What halab writes when it is called in the folder itself, and copies of an earlier day.
      [`mine/runs/1-small/files/a${conf}`]: "x",
      [`mine/old/a${conf}`]: "x",
      "mine/keepalived.conf": "x",
      "mine/a/etc/nginx/nginx.conf": "x",
    });
    const notes: string[] = [];
    planOf(await dir.lab(), dir.mine, notes);
    expect(notes.map((note) => note.replaceAll(`${dir.path}/`, ""))).toEqual([
      "mine/a/etc/nginx/nginx.conf is left out: the lab has a file of its own there",
      "mine/README.md is left out: it lies in no node's folder",
      "mine/docs is left out: it is no folder of a node",
      "mine/keepalived.conf is left out: it lies in no node's folder",
      ...["old", "rooter", "runs"].map(
        (name) => `mine/${name} is left out: it is no folder of a node`,
      ),
    ]);
  });
});

describe("the bytes of a file", () => {
  it.each([
    ["Latin-1", Buffer.from("# gr\xfc\xdfe\n", "latin1")],
    ["nothing", Buffer.alloc(0)],
    ["zeros", Buffer.alloc(64)],
    ["UTF-8", Buffer.from("# grüße \u{1f600}\n")],
    ["a mark inside of the text", Buffer.from("# a\n\ufeff# b\n")],
    ["half a surrogate", Buffer.from([0xed, 0xa0, 0x80])],
  ])("are on the node as they were written: %s", async (_, bytes) => {
    using dir = new SubmissionDir();
    writeFileSync(dir.write(`mine/a${conf}`, ""), bytes);
    const file = fileOf(JSON.parse(JSON.stringify(await dir.plan())), "a", conf);
    expect(file && bytesOf(file)).toEqual(bytes);
  });

  it("are text in a plan wherever they can be, as they always were", () => {
    expect(contentOf(Buffer.from("\ufeffgrüße\0"))).toEqual({ content: "\ufeffgrüße\0" });
    const latin = contentOf(Buffer.from("gr\xfc\xdfe", "latin1"));
    expect(latin).toEqual({ content: "Z3L832U=", encoding: "base64" });
    expect(textOf(latin)).toBe("grüße");
  });
});

describe("limits", () => {
  const limited = (what: string) => `submission: ${what}\n`;

  it("many files that are small each are too much together", async () => {
    using dir = new SubmissionDir();
    for (let at = 0; at < 40; at += 1)
      truncateSync(dir.write(`mine/a/usr/local/data/${at}`, ""), MiB);
    expect(await dir.said()).toContain(
      "the files for nodes in mine have more than 16 MiB together",
    );
  });

  it("a lab may say more, or less", async () => {
    using more = new SubmissionDir(right, limited("{ file: 2MiB }"));
    truncateSync(more.write("mine/a/usr/local/data", ""), 2 * MiB);
    expect(await more.said()).toBe("");
    using less = new SubmissionDir(right, limited("{ file: 1KiB, files: 2 }"));
    less.write("mine/a/usr/local/data", "x".repeat(1025));
    expect(await less.said()).toContain("mine/a/usr/local/data has 1 KiB; a file may have 1 KiB");
    less.write("mine/a/usr/local/data", "x");
    expect(await less.said()).toContain("mine holds more than 2 files for nodes");
  });

  it("a tree of folders without end is not walked", async () => {
    using dir = new SubmissionDir();
    mkdirSync(join(dir.mine, "a/usr/local", "d/".repeat(200)), { recursive: true });
    expect(await dir.said()).toContain("lies more than 16 folders deep");
    using deep = new SubmissionDir();
    // /usr/local and 14 more are 16 folders.
    deep.write(`mine/a/usr/local/${"d/".repeat(14)}x`, "");
    expect(await deep.said()).toBe("");
    deep.write(`mine/a/usr/local/${"d/".repeat(15)}x`, "");
    expect(await deep.said()).toMatch(/^error: \S+(\/d){15} lies more than 16 folders deep$/m);
    using wide = new SubmissionDir();
    const [local, one] = [join(wide.mine, "a/usr/local"), wide.write("mine/a/usr/local/0", "")];
    for (let at = 1; at < 4_001; at += 1) linkSync(one, join(local, `${at}`));
    expect(await wide.said()).toContain("hold more than 4000 entries");
  });
});

describe("an open folder", () => {
  it("stays what it was when a link takes its place", () => {
    using dir = new TempDir({ "mine/x": "mine", "secret/x": "secret" });
    using folder = Folder.open(join(dir.path, "mine"));
    renameSync(join(dir.path, "mine"), join(dir.path, "was"));
    symlinkSync("secret", join(dir.path, "mine"));
    expect(folder.read("x", 100)?.toString()).toBe("mine");
    expect(() => Folder.open(join(dir.path, "mine"))).toThrow(/ELOOP|ENOTDIR/);
  });

  it("gives no file that has become a link, a pipe or larger since it was looked at", () => {
    using dir = new TempDir({ "mine/x": "mine", "secret/x": "secret" });
    using folder = Folder.open(join(dir.path, "mine"));
    symlinkSync("../secret/x", join(dir.path, "mine/link"));
    expect(() => folder.read("link", 100)).toThrow("ELOOP");
    expect(() => folder.folder("link")).toThrow(/ELOOP|ENOTDIR/);
    expect(folder.read("x", 3)).toBeUndefined();
    spawnSync("mkfifo", [join(dir.path, "mine/pipe")]);
    expect(folder.read("pipe", 100)).toBeUndefined();
  });
});
