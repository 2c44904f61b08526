/** `halab grade`: folders, archives, or what a platform hands out -> a clean folder for each submission. */
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { asHalabError, HalabError, messageOf } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";
import { complete, type Handed } from "./complete.ts";
import { type Limits, usualLimits } from "./limits.ts";
import { Room } from "./room.ts";
import { handedIn } from "./sources.ts";
import { written } from "./stage.ts";
import type { Submission } from "./submission.ts";

interface IntakeOptions {
  /** New or empty: each submission gets a folder of its own in it, and nothing is written elsewhere. */
  readonly into: string;
  /** What folders of files are called: the lab's nodes and roles (`takesOf(lab.file).keys()`). */
  readonly owners: Iterable<string>;
  /** Instead of the usual ones. */
  readonly limits?: Partial<Limits>;
}

/**
 * One path may be a whole class: what Moodle, Canvas, Gradescope or GitHub Classroom hands out, or a folder of folders and
 * archives. Of several paths each is one submission. What is wrong with a submission is in its `refused`. Throws
 * NOT_FOUND and SUBMISSION_INVALID for paths that are nobody's submission, all together; CONFLICT; CAPABILITY_MISSING
 * where the machine cannot write.
 */
export async function intake(
  paths: readonly string[],
  { into, owners, limits }: IntakeOptions,
  ctx: Ctx,
): Promise<readonly Submission[]> {
  const root = resolve(into);
  if (existsSync(root) && readdirSync(root).length > 0)
    throw new HalabError("CONFLICT", `${into} is not empty`, { hint: "name a new folder" });
  const room = new Room(root, owners, { ...usualLimits, ...limits }, ctx);
  written(root, () => mkdirSync(room.work, { recursive: true, mode: 0o700 }));
  try {
    const found: Submission[] = [];
    for (const handed of await allHanded(paths, room)) {
      ctx.signal.throwIfAborted();
      found.push(await complete(handed, room));
    }
    return found;
  } finally {
    written(room.work, () => rmSync(room.work, { recursive: true, force: true }));
  }
}

/** What was typed wrong is told together, before anything is unpacked but a class's one archive. */
async function allHanded(paths: readonly string[], room: Room): Promise<readonly Handed[]> {
  const found: Handed[] = [];
  const wrong: HalabError[] = [];
  for (const path of paths) {
    try {
      found.push(...(await handedIn({ path, alone: paths.length === 1 }, room)));
    } catch (error) {
      room.ctx.signal.throwIfAborted();
      const known = asHalabError(error, "SUBMISSION_INVALID", path);
      if (known.code !== "NOT_FOUND" && known.code !== "SUBMISSION_INVALID") throw known;
      wrong.push(known);
    }
  }
  const [first, ...rest] = wrong;
  if (first === undefined) return found;
  if (rest.length === 0) throw first;
  const what = `${wrong.length} of the paths are no submissions`;
  throw new HalabError(first.code, what, { details: wrong.map(messageOf) });
}
