/** What a student has done in a workspace: .halab/progress.json. */
import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";
import { HalabError } from "../../core/base/error.ts";
import { shown } from "../../core/base/shown.ts";
import type { Verdict } from "../../core/kinds/verdict.ts";
import { say } from "../words/say.ts";
import { type CheckedStep, checkedStep } from "./evidence.ts";
import { ownFolder, type Workspace } from "./open.ts";
import { jsonOf, keepAside, locked, textOf, writeWhole } from "./store.ts";

const progressSchema = "halab/progress/1";

export interface StepProgress {
  /** Of the last check. */
  readonly verdict: Verdict;
  /** The best so far, without what hints cost. */
  readonly points: number;
  readonly maxPoints: number;
  /** When it was checked last, as ISO 8601. */
  readonly at: string;
  readonly tries: number;
  readonly predictionPoints?: number | undefined;
  readonly maxPredictionPoints?: number | undefined;
}

export interface Progress {
  readonly steps: Readonly<Record<string, StepProgress>>;
  /** How many levels of hints were read: by STEP, those of a rule by "STEP technology/name". */
  readonly hints: Readonly<Record<string, number>>;
  /** By step, then by what is asked. */
  readonly predictions: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** To the guide's questions. */
  readonly answers: Readonly<Record<string, string>>;
  /** The step up to which the guide was read. */
  readonly readUpTo?: string | undefined;
}

const progressFile = z.strictObject({
  schema: z.literal(progressSchema),
  steps: z.record(
    z.string(),
    z.strictObject({
      verdict: z.enum(["pass", "fail", "unknown"]),
      points: z.number(),
      maxPoints: z.number(),
      at: z.string(),
      tries: z.number().int(),
      predictionPoints: z.number().optional(),
      maxPredictionPoints: z.number().optional(),
    }),
  ),
  hints: z.record(z.string(), z.number().int().min(0)),
  predictions: z.record(z.string(), z.record(z.string(), z.string())),
  answers: z.record(z.string(), z.string()),
  readUpTo: z.string().optional(),
});

const nothing: Progress = { steps: {}, hints: {}, predictions: {}, answers: {} };

function fileOf(ws: Pick<Workspace, "root">): string {
  return join(ownFolder(ws), "progress.json");
}

/**
 * `notes`: what was broken, and what became of it: the broken file is kept aside, and what the checks' own files say is
 * taken for it. Throws CONFLICT for one that a newer halab wrote.
 */
export function readProgress(ws: Pick<Workspace, "root" | "lang">): {
  progress: Progress;
  notes: readonly string[];
} {
  const path = fileOf(ws);
  const text = textOf(path);
  if (text === undefined) {
    const progress = rebuilt(ws);
    const found = Object.keys(progress.steps).length;
    const note = () => say(ws.lang, "workspace.progressGone", { file: shown(path), count: found });
    return { progress, notes: found > 0 ? [note()] : [] };
  }
  const given = jsonOf(path);
  const newer = newerThanOurs(given);
  if (newer !== undefined)
    throw new HalabError(
      "CONFLICT",
      `${shown(path)} is of the form ${newer}: a newer halab wrote it`,
      {
        hint: "use that halab, or a newer one",
      },
    );
  const parsed = progressFile.safeParse(given);
  if (parsed.success) {
    const { schema: _, ...progress } = parsed.data;
    return { progress, notes: [] };
  }
  const aside = basename(keepAside(path));
  const progress = rebuilt(ws);
  writeProgress(ws, progress);
  const count = Object.keys(progress.steps).length;
  const note = say(ws.lang, "workspace.progressBroken", { file: shown(path), aside, count });
  return { progress, notes: [note] };
}

function newerThanOurs(given: unknown): string | undefined {
  if (typeof given !== "object" || given === null || !("schema" in given)) return undefined;
  const [form, number] = /^halab\/progress\/(\d+)$/.exec(String(given.schema)) ?? [];
  return Number(number) > 1 ? form : undefined;
}

/** From what was kept of each step's last check. */
function rebuilt(ws: Pick<Workspace, "root">): Progress {
  const folder = join(ownFolder(ws), "checks");
  if (!existsSync(folder)) return nothing;
  const steps = readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .flatMap((name): [string, StepProgress][] => {
      const parsed = checkedStep.safeParse(jsonOf(join(folder, name)));
      return parsed.success ? [[parsed.data.step, progressOf(parsed.data)]] : [];
    });
  return { ...nothing, steps: Object.fromEntries(steps) };
}

function progressOf({ verdict, best, maxPoints, at, tries }: CheckedStep): StepProgress {
  return { verdict, points: best, maxPoints, at, tries };
}

function writeProgress(ws: Pick<Workspace, "root">, progress: Progress): void {
  const text = JSON.stringify({ schema: progressSchema, ...progress }, null, 2);
  writeWhole(fileOf(ws), `${text}\n`);
}

/** Two sessions in one workspace change it one after the other. Throws TIMEOUT when another one keeps it for long. */
export async function updateProgress(
  ws: Pick<Workspace, "root" | "lang">,
  change: (before: Progress) => Progress,
): Promise<Progress> {
  return await locked(fileOf(ws), () => {
    const after = change(readProgress(ws).progress);
    writeProgress(ws, after);
    return after;
  });
}
