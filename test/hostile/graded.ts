/**
 * `npm run hostile:grade [-- NAME...]`: the corpus through `halab grade`, a batch for each lab, with an honest submission
 * among every four. What a case gains is counted as far as its last step (`until`), against the same mistake without the
 * trick, which is in the same batch.
 */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { packageRoot } from "../../cli/core/base/home.ts";
import { type Graded, type GradeSheet, gradeSheet } from "../../cli/grading/sheet.ts";
import { residue } from "../engine/residue.ts";
import { caseNames, type HostileCase, readCase } from "./case.ts";
import { handInSolution, makeFiles, openCase, writeFiles } from "./files.ts";
import { type Gained, wrongWithHonestRow, wrongWithRow } from "./gained.ts";

const bin = join(packageRoot(), "bin", "halab.js");
/** The whole corpus of a lab takes less than half an hour on two processors. */
const longestMs = 90 * 60_000;
/** So many hostile ones to an honest one. */
const toEach = 4;

interface Batch {
  readonly lab: string;
  readonly cases: readonly HostileCase[];
  readonly honest: readonly string[];
  readonly twins: readonly string[];
}

/** Writes what is handed in. What this machine cannot make, or only somebody else could, is left out. */
async function handIn(lab: string, all: readonly HostileCase[], dir: string): Promise<Batch> {
  const cases: HostileCase[] = [];
  for (const one of all) {
    const skipped = one.user
      ? `only ${one.user} is refused it`
      : await makeFiles(one, join(dir, one.name));
    if (skipped === undefined) cases.push(one);
    else console.log(`skipped  ${one.name}: ${skipped.trim()}`);
    rmSync(join(dir, `${one.name}-beside`), { recursive: true, force: true });
  }
  const count = Math.ceil(cases.length / toEach);
  const honest = Array.from({ length: count }, (_, at) => `honest-${at + 1}`);
  const plan = await openCase(lab);
  for (const name of honest) handInSolution(plan, join(dir, name), name);
  const twins = [...new Set(cases.flatMap(({ twin }) => twin ?? []))];
  for (const twin of twins) writeFiles(await openCase(lab, twin), join(dir, `twin-${twin}`));
  return { lab, cases, honest, twins };
}

async function grade(lab: string, paths: readonly string[], dir: string): Promise<GradeSheet> {
  const out = join(dir, "out");
  const { exitCode, stdout, stderr } = await execa(
    process.execPath,
    [bin, "grade", lab, ...paths, "--out", out, "--json"],
    {
      cwd: dir,
      env: { HALAB_STATE: join(dir, "state"), HALAB_RUNS: join(dir, "runs"), NO_COLOR: "1" },
      reject: false,
      timeout: longestMs,
    },
  );
  if (exitCode !== 0 && exitCode !== 3)
    throw new Error(`grade ended with ${exitCode}: ${stderr.slice(-2000)}`);
  return gradeSheet.parse(JSON.parse(stdout || readFileSync(join(out, "grades.json"), "utf8")));
}

async function playBatch(lab: string, all: readonly HostileCase[]): Promise<number> {
  const dir = mkdtempSync(join(tmpdir(), "halab-hostile-"));
  chmodSync(dir, 0o755);
  const [shelf, state] = [join(dir, "in"), join(dir, "state")];
  mkdirSync(shelf);
  const { cases, honest, twins } = await handIn(lab, all, shelf);
  // Honest ones are not all at the batch's end.
  const ids = [
    ...cases.flatMap(({ name }, at) =>
      at % toEach === 0 ? [honest[at / toEach] ?? "", name] : [name],
    ),
    ...twins.map((twin) => `twin-${twin}`),
  ];
  const begun = performance.now();
  const sheet = await grade(
    lab,
    ids.map((id) => join(shelf, id)),
    dir,
  );
  const minutes = (performance.now() - begun) / 60_000;
  const rows = new Map(sheet.submissions.map((row) => [row.id, row]));
  let broken = 0;
  const tell = (id: string, row: Graded | undefined, wrong: readonly string[]) => {
    const points = row ? `${row.verdict} ${row.points ?? "-"}/${row.maxPoints}` : "no row";
    console.log(`${(wrong.length === 0 ? "held" : "broken").padEnd(8)} ${id.padEnd(34)} ${points}`);
    for (const line of wrong) console.log(`         ${line}`);
    if (wrong.length > 0) broken += 1;
  };
  for (const one of cases) {
    const row = rows.get(one.name);
    const gained: Gained = { row, twin: rows.get(`twin-${one.twin}`) };
    tell(one.name, row, wrongWithRow(one, gained));
  }
  for (const id of honest) tell(id, rows.get(id), wrongWithHonestRow(rows.get(id)));
  const left = await residue(`g-${sheet.batch}`, state);
  for (const what of left) console.log(`left behind: ${what}`);
  console.log(`${lab}: ${ids.length} submissions in ${minutes.toFixed(1)} min, ${broken} broken`);
  if (broken + left.length === 0) rmSync(dir, { recursive: true, force: true });
  else console.log(`see ${dir}`);
  return broken + left.length;
}

const words = process.argv.slice(2);
const chosen = caseNames()
  .filter((name) => words.length === 0 || words.includes(name))
  .map(readCase);
let wrong = 0;
for (const [lab, cases] of Map.groupBy(chosen, (one) => one.lab))
  wrong += await playBatch(lab, cases);
process.exitCode = wrong === 0 ? 0 : 1;
