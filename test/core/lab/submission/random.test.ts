import {
  lstatSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { expect, it } from "vitest";
import { HalabError } from "../../../../cli/core/base/error.ts";
import { bytesOf } from "../../../../cli/core/cluster/content.ts";
import type { Plan } from "../../../../cli/core/cluster/plan.ts";
import { nodeArchive } from "../../../../cli/providers/docker/boot.ts";
import { renderError } from "../../../../cli/ui/errors.ts";
import { Random } from "../../../fixtures/random.ts";
import { conf, planOf, right, SubmissionDir } from "../../../fixtures/submission.ts";

const names = [
  "a",
  "b",
  "router",
  "user",
  "A",
  "mine",
  "etc",
  "keepalived",
  "keepalived.conf",
  "usr",
  "local",
  "bin",
  "conf.d",
  "x.conf",
  "x.conf.hbs",
  ".git",
  "halab-watch",
  "nginx",
  "\u202egnp.sh",
  "a b",
  "*",
  "{{name}}",
  "\x1b]0;t\x07",
  "\n",
  "~",
  "..x",
  "-rf",
] as const;

/** Names that mean something here, and some that mean something elsewhere. */
function grow(random: Random, folder: string, depth: number): void {
  mkdirSync(folder, { recursive: true });
  for (let left = random.below(6); left > 0; left -= 1) {
    const path = join(folder, random.pick(names));
    if (lstatSync(path, { throwIfNoEntry: false })) continue;
    const kind = random.below(10);
    if (kind < 5 && depth < 6) grow(random, path, depth + 1);
    else if (kind < 8)
      writeFileSync(path, random.bytes(random.below(600)), { mode: random.pick([0o644, 0o755]) });
    else if (kind < 9)
      symlinkSync(random.pick(["/etc/passwd", "..", "x.conf", "/", "\x1b[2J"]), path);
    else {
      writeFileSync(path, "");
      truncateSync(path, random.pick([2 ** 20, 2 ** 20 + 1, 2 ** 33]));
    }
  }
}

/** Each file of a student is a file of the submission's, as it is: no link is on its way. How many were looked at. */
function requireOwn(plan: Plan, { mine }: SubmissionDir): number {
  const given = plan.nodes.flatMap(({ files }) => files.filter(({ owner }) => owner === "student"));
  for (const file of given) {
    // A plan has paths as they are typed from here.
    const source = resolve(file.source);
    expect(source.startsWith(`${mine}/`), source).toBe(true);
    for (let path = source; path !== mine; path = dirname(path))
      expect(lstatSync(path).isSymbolicLink(), path).toBe(false);
    expect(bytesOf(file)).toEqual(readFileSync(source));
  }
  return given.length;
}

it("a submission of random folders, links and bytes is planned or refused in sentences", async () => {
  using first = new SubmissionDir();
  const lab = await first.lab();
  const ends = { planned: 0, refused: 0 };
  let files = 0;
  for (let seed = 1; seed <= 40; seed += 1) {
    const random = new Random(seed);
    using dir = new SubmissionDir(random.below(3) > 0 ? right : {});
    grow(random, dir.mine, 0);
    try {
      files += requireOwn(planOf(lab, dir.mine), dir);
      ends.planned += 1;
    } catch (error) {
      expect(error, `seed ${seed}`).toBeInstanceOf(HalabError);
      expect(error, `seed ${seed}`).toMatchObject({ code: "SUBMISSION_INVALID" });
      const text = renderError(error, { debug: false, colour: false });
      expect(text.replaceAll("\n", ""), `seed ${seed}`).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
      ends.refused += 1;
    }
  }
  // Neither is rare: both are tried.
  expect(Math.min(ends.planned, ends.refused)).toBeGreaterThan(3);
  expect(files).toBeGreaterThan(0);
});

it("random bytes come through the plan, its JSON and the node's archive as they are", async () => {
  using first = new SubmissionDir();
  const lab = await first.lab();
  const random = new Random(7);
  for (let round = 0; round < 30; round += 1) {
    using dir = new SubmissionDir();
    const bytes = random.bytes(random.below(2_000));
    const more = "/usr/local/share/data";
    writeFileSync(dir.write(`mine/a${more}`, ""), bytes);
    const plan: Plan = JSON.parse(JSON.stringify(planOf(lab, dir.mine)));
    const [node] = plan.nodes;
    const file = node?.files.find(({ path }) => path === more);
    expect(file && bytesOf(file), `round ${round}`).toEqual(bytes);
    const archive = node && (await nodeArchive(plan, node, (link) => link.mac));
    expect(archive?.includes(bytes), `round ${round}`).toBe(true);
    expect(node?.files.some(({ path }) => path === conf)).toBe(true);
  }
});
