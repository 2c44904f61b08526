import { execFileSync } from "node:child_process";
import {
  cpSync,
  linkSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { studentFiles } from "../../../../cli/core/lab/open.ts";
import { renderError } from "../../../../cli/ui/errors.ts";
import { expectGolden } from "../../../fixtures/golden.ts";
import { conf, SubmissionDir } from "../../../fixtures/submission.ts";

type Edit = (dir: SubmissionDir) => void;

const move =
  (from: string, to: string): Edit =>
  ({ path }) => {
    const kept = join(path, "moved");
    renameSync(join(path, from), kept);
    cpSync(kept, join(path, to), { recursive: true });
    rmSync(kept, { recursive: true });
  };
const write =
  (name: string, content: string | Buffer = "x\n"): Edit =>
  (dir) =>
    writeFileSync(dir.write(name, ""), content);
const link =
  (name: string, target: string): Edit =>
  ({ path }) => {
    rmSync(join(path, name), { recursive: true, force: true });
    symlinkSync(target, join(path, name));
  };
const all =
  (...edits: readonly Edit[]): Edit =>
  (dir) => {
    for (const edit of edits) edit(dir);
  };

const kinds: Readonly<Record<string, Edit>> = {
  "a node's name in capitals": move("mine/a", "mine/A"),
  "a node's name mistyped": move("mine/a", "mine/rooter"),
  "one folder too deep": all(move("mine/a", "mine/work/a"), move("mine/b", "mine/work/b")),
  "several folders too deep": all(
    move("mine/a", "mine/course/today/a"),
    move("mine/b", "mine/course/today/b"),
  ),
  "an archive of everything": all(
    ({ mine }) => rmSync(mine, { recursive: true }),
    write("mine/work.zip", Buffer.from("PK\x03\x04")),
  ),
  "a folder of too many things": ({ mine }) => {
    const first = join(mine, "0");
    writeFileSync(first, "");
    for (let at = 1; at <= 1_000; at += 1) linkSync(first, join(mine, `${at}`));
  },
  "without the nodes' folders": all(
    move("mine/a/etc", "mine/etc"),
    ({ mine }) => rmSync(join(mine, "a"), { recursive: true }),
    ({ mine }) => rmSync(join(mine, "b"), { recursive: true }),
  ),
  "a file beside the nodes' folders": move(`mine/a${conf}`, "mine/keepalived.conf"),
  "without the leading folder": move(`mine/a${conf}`, "mine/a/keepalived/keepalived.conf"),
  "a mistyped folder": write("mine/a/etc/keepalive/more.conf"),
  "capitals in a path": move(`mine/a${conf}`, "mine/a/etc/keepalived/Keepalived.conf"),
  "a path that nobody takes": write("mine/a/opt/check.sh"),
  "an ending that Windows hides": move(`mine/a${conf}`, `mine/a${conf}.txt`),
  "a file for a role that takes none": write("mine/user/etc/hosts"),
  "halab's own programs": write("mine/a/usr/local/bin/halab-watch"),
  "a folder in place of a file": all(
    ({ mine }) => rmSync(join(mine, `a${conf}`)),
    write(`mine/a${conf}/x`),
  ),
  "a file in place of a folder": all(
    ({ mine }) => rmSync(join(mine, "a/etc/keepalived"), { recursive: true }),
    write("mine/a/etc/keepalived"),
  ),
  "a file in place of a node": all(
    ({ mine }) => rmSync(join(mine, "a"), { recursive: true }),
    write("mine/a"),
  ),
  "an archive of a node": all(
    ({ mine }) => rmSync(join(mine, "a"), { recursive: true }),
    write("mine/a.zip", Buffer.from("PK\x03\x04")),
  ),
  "a link to nothing": link(`mine/a${conf}`, "gone.conf"),
  "a link to another node's": link(`mine/a${conf}`, `../../../b${conf}`),
  "a link to a secret": link(`mine/a${conf}`, "/proc/self/environ"),
  "a node that is a link": link("mine/a", "b"),
  "a node that is a link to another's submission": link("mine/a", "../other/a"),
  "a folder on the way that is a link": link("mine/a/etc", "/etc"),
  "too large a file": all(write(`mine/a${conf}`, "x"), ({ mine }) =>
    truncateSync(join(mine, `a${conf}`), 629_145_600),
  ),
  "a byte order mark": write(`mine/a${conf}`, "\ufeff# a\n"),
  "UTF-16 with a mark": write(`mine/a${conf}`, Buffer.from("\ufeff# a\n", "utf16le")),
  "UTF-16 without one": write(`mine/a${conf}`, Buffer.from("global_defs {\n", "utf16le")),
  "a pipe": ({ mine }) => execFileSync("mkfifo", [join(mine, "a/etc/keepalived/pipe")]),
  "a name with commands for the terminal": write("mine/a/etc/keepalived/\x1b[31mred\n"),
  "a name that is no UTF-8": ({ mine }) =>
    writeFileSync(
      Buffer.concat([Buffer.from(`${mine}/a/etc/keepalived/`), Buffer.from([0xff, 0xfe])]),
      "x",
    ),
  "a file of one node where the other has a folder": all(
    write("mine/a/etc/keepalived/more"),
    write("mine/router/etc/keepalived/more/x.conf"),
  ),
  "files that are missing": ({ mine }) => rmSync(join(mine, "b"), { recursive: true }),
  "many at once": all(
    link(`mine/a${conf}`, "/etc/shadow"),
    write("mine/a/opt/one"),
    write("mine/a/opt/two"),
    move("mine/b", "mine/B"),
  ),
};

it("every mistake of a submission is named as what it is, with what would be right", async () => {
  const parts: string[] = [];
  for (const [title, edit] of Object.entries(kinds)) {
    using dir = new SubmissionDir();
    edit(dir);
    const text = await dir.said();
    expect(text, title).toMatch(/^error: \S[\s\S]*\nhint: {2}\S/);
    expect(text.replaceAll("\n", ""), title).not.toMatch(/\p{Cc}/u);
    parts.push(`# ${title}\n${text}`);
  }
  expectGolden("submission-errors.txt", parts.join("\n"));
});

const roots: Readonly<Record<string, Edit>> = {
  "nothing of that name": ({ mine }) => rmSync(mine, { recursive: true }),
  "a zip archive": all(
    ({ mine }) => rmSync(mine, { recursive: true }),
    write("mine", Buffer.from("PK\x03\x04")),
  ),
  "a tar archive": ({ path, mine }) => {
    execFileSync("tar", ["-C", path, "-cf", join(path, "mine.tar"), "mine"]);
    rmSync(mine, { recursive: true });
    renameSync(join(path, "mine.tar"), mine);
  },
  "a file": all(({ mine }) => rmSync(mine, { recursive: true }), write("mine")),
  "a link": link("mine", "other"),
  "a link to a folder": all(write("other/x"), link("mine", "other")),
};

it("what is in the place of the folder is named as well, before anything is read", () => {
  const parts = Object.entries(roots).map(([title, edit]) => {
    using dir = new SubmissionDir();
    edit(dir);
    let text = "";
    try {
      studentFiles(dir.mine);
    } catch (error) {
      text = renderError(error, { debug: false, colour: false });
    }
    return `# ${title}\n${text.replaceAll(`${dir.path}/`, "")}`;
  });
  expectGolden("submission-roots.txt", parts.join("\n"));
});
