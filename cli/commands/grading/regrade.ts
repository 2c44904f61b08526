import type { Command } from "commander";
import type { Regraded } from "../../grading/grade/regrade.ts";
import type { App } from "../app.ts";
import { sideOf, writePages } from "./app.ts";

interface Options {
  readonly compare?: boolean;
  readonly publish?: boolean;
  readonly rubric?: string;
  readonly json?: boolean;
}

export function register(root: Command, app: App): void {
  root
    .command("regrade")
    .summary("judge a graded batch's journals anew, old against new, without a cluster")
    .description(
      "After halab, the lab or the rubric has changed. Shows whose grade would be another one, and why. The sheet stays as it is until you say --publish.",
    )
    .argument("<dir>", "the folder of `halab grade --out`")
    .option("--compare", "show every submission, also those whose grade stays")
    .option("--rubric <file>", "other weights for the steps, as YAML")
    .option("--publish", "put the new grades into the sheet")
    .option("--json", "print JSON (halab/regrade/1)")
    .action((dir: string, options: Options) => regrade(app, dir, options));
}

async function regrade(app: App, dir: string, options: Options): Promise<void> {
  const { openBatch } = await import("../../grading/grade/batch.ts");
  const { holdBatch } = await import("../../grading/grade/hold.ts");
  const { regradeBatch, publishRegraded } = await import("../../grading/grade/regrade.ts");
  const { loadRubric } = await import("../../grading/grade/rubric.ts");
  const { howOf } = await import("../../grading/grade/side.ts");
  const batch = openBatch(dir);
  const side = await sideOf(batch.labDir, batch.params, howOf(batch));
  const rubric =
    options.rubric === undefined ? batch.rubric : loadRubric(options.rubric, side.plan);
  using _ = holdBatch(dir);
  const given = { dir, batch, side, rubric };
  const all = await regradeBatch(given);
  if (options.publish) {
    publishRegraded(given, all);
    await writePages(dir, batch, side, true);
  }
  await show(all, { ...options, lab: batch.lab, batch: batch.id });
  const missed = all.some(({ result }) => result.row.verdict === "not gradable");
  app.exit(missed ? 3 : 0);
}

interface Shown extends Options {
  readonly lab: string;
  readonly batch: string;
}

async function show(all: readonly Regraded[], shown: Shown): Promise<void> {
  const { differences } = await import("../../grading/grade/regrade.ts");
  const { columns, print, printJson } = await import("../../ui/output.ts");
  const { lab, batch, publish = false, compare, json } = shown;
  const rows = all.map((one) => ({ one, why: differences(one) }));
  if (json) {
    const submissions = rows.map(({ one, why }) => ({
      id: one.entry.id,
      old: gradeOf(one.old),
      new: gradeOf(one.result.row),
      why,
    }));
    const head = { schema: "halab/regrade/1", lab, batch, published: publish };
    return printJson({ ...head, submissions });
  }
  const told = compare ? rows : rows.filter(({ why }) => why.length > 0);
  const cells = told.map(({ one, why }) => [
    one.entry.id,
    textOf(one.old),
    textOf(one.result.row),
    why.join("\n"),
  ]);
  if (cells.length > 0) print(columns(["SUBMISSION", "OLD", "NEW", "WHY"], cells));
  const changed = rows.filter(({ why }) => why.length > 0).length;
  const next = publish ? "published" : "nothing is published: --publish puts it into the sheet";
  print(`${changed} of ${rows.length} would be graded otherwise; ${next}`);
}

function gradeOf({ verdict, points, maxPoints }: Regraded["old"]) {
  return { verdict, points, maxPoints };
}

function textOf({ verdict, points, maxPoints }: Regraded["old"]): string {
  return `${verdict}, ${points ?? "-"} of ${maxPoints}`;
}
