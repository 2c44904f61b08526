/** The cases of the corpus: what each tries, and what has to come of it. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const caseFile = z.strictObject({
  lab: z.string(),
  /** `right`: harmless, and it must pass. `wrong`: it must not pass. `refused`: there is no run of it. */
  kind: z.enum(["right", "wrong", "refused"]),
  /** What it is to `halab grade`, where that is something else: it takes what somebody put into a folder by itself. */
  graded: z.literal("right").optional(),
  /** The last step that is played; default: all. */
  until: z.string().optional(),
  /** The user who hands it in: `nobody` may not read what root may. Default: whoever plays the corpus. */
  user: z.literal("nobody").optional(),
  expect: z.union([
    z.strictObject({
      /** `any`: it is nobody's business, as long as it is a verdict. */
      verdict: z.enum(["pass", "fail", "any"]),
      /** These fail; of a wrong one others may, too. */
      failing: z.array(z.string()),
    }),
    z.strictObject({
      exit: z.literal(2),
      code: z.enum(["SUBMISSION_INVALID", "CONFIG_INVALID", "NODE_REFUSED"]),
    }),
  ]),
  /** The most points that it may get: those of the same mistake without the trick. */
  points: z.number().min(0).optional(),
  /** A mutant of the lab that is the same mistake without the trick: it is played, and its points are the most. */
  twin: z.string().optional(),
  /** What somebody reads who looks at the report or the error. */
  says: z.string(),
  source: z.string(),
  /** What is tried, in a sentence. */
  why: z.string(),
});

export interface HostileCase extends z.infer<typeof caseFile> {
  readonly name: string;
  readonly dir: string;
}

/** Where the cases lie, a folder each. */
const corpusDir = import.meta.dirname;

export function caseNames(): string[] {
  return readdirSync(corpusDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(corpusDir, entry.name, "case.json")))
    .map((entry) => entry.name)
    .sort();
}

/** Throws what zod says of a case.json that is none. */
export function readCase(name: string): HostileCase {
  const dir = join(corpusDir, name);
  const raw: unknown = JSON.parse(readFileSync(join(dir, "case.json"), "utf8"));
  const parsed = caseFile.safeParse(raw);
  if (!parsed.success) throw new Error(`${name}/case.json: ${z.prettifyError(parsed.error)}`);
  return { ...parsed.data, name, dir };
}

/** It is refused as it is read: no cluster is made. */
export function isRefusedUnread({ expect }: Pick<HostileCase, "expect">): boolean {
  return "code" in expect && expect.code === "SUBMISSION_INVALID";
}
