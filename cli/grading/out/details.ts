/** What the reports beside a sheet add to it: how long users waited, and what was seen of what failed. */
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";
import type { GradeSheet } from "../sheet.ts";

/** Reports may be of another version of halab: only what is used is asked for. */
const reportPart = z.looseObject({
  schema: z.literal("halab/report/1"),
  took: z.number().optional(),
  steps: z.array(
    z.looseObject({
      id: z.string(),
      impact: z.looseObject({ outage: z.number().nonnegative() }).nullish(),
      checks: z
        .array(
          z.looseObject({
            title: z.string(),
            verdict: z.string(),
            evidence: z.array(z.string()),
          }),
        )
        .default([]),
    }),
  ),
});

interface StepDetails {
  /** The longest time without an answer, in seconds; null: nobody asked. */
  readonly outage: number | null;
  /** A sentence for each check that did not pass. */
  readonly seen: readonly string[];
}

export interface Details {
  /** Seconds; undefined where the report does not say. */
  readonly took: number | undefined;
  readonly steps: ReadonlyMap<string, StepDetails>;
}

/** Undefined: it is no report. */
export function detailsOf(report: unknown): Details | undefined {
  const parsed = reportPart.safeParse(report);
  if (!parsed.success) return undefined;
  const { took, steps } = parsed.data;
  const entries = steps.map(({ id, impact, checks }): [string, StepDetails] => {
    const seen = checks
      .filter(({ verdict }) => verdict !== "pass")
      .map(({ title, evidence }) => [title, evidence[0]].filter(Boolean).join(": "));
    return [id, { outage: impact?.outage ?? null, seen }];
  });
  return { took, steps: new Map(entries) };
}

/** A report is some hundred kilobytes; what is much longer is none. */
const largest = 32 * 1024 * 1024;

/**
 * Of each submission whose report lies where the sheet says: below the sheet's folder, or, as a sheet that was printed
 * has it, from here.
 */
export function readDetails(sheet: GradeSheet, dir: string): ReadonlyMap<string, Details> {
  const entries = sheet.submissions.flatMap(({ id, report }): [string, Details][] => {
    const paths = report === null ? [] : [resolve(dir, report), resolve(report)];
    const details = detailsOf(paths.map(readReport).find((read) => read !== undefined));
    return details ? [[id, details]] : [];
  });
  return new Map(entries);
}

function readReport(path: string): unknown {
  try {
    if (statSync(path).size > largest) return undefined;
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}
