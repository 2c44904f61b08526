/**
 * `npm run kills:grade [-- --kills N --batch N --seed N --workers N --dockerd PID | --local]`: a batch that hosts share,
 * while at random moments grade, workers or the queue's server are killed and started again, or a worker is slowed;
 * `--local`: on this host alone, while grade is killed; `--dockerd PID`: and the engine's daemon, which nothing else on
 * this machine may need. Each has to be graded once, and nothing may be left.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { systemClock } from "../../cli/core/base/time.ts";
import { gradeSheet } from "../../cli/grading/sheet.ts";
import { residue } from "../engine/residue.ts";
import { randomOf } from "../fixtures/random.ts";
import { handIn, rightAnswer } from "../grading/grade/web-pair.ts";
import { Server } from "../grading/queue/server.ts";
import { Engine } from "./engine.ts";
import { labIn } from "./lab.ts";
import { Part } from "./part.ts";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "30" },
    batch: { type: "string", default: "30" },
    workers: { type: "string", default: "2" },
    local: { type: "boolean", default: false },
    dockerd: { type: "string" },
    seed: { type: "string", default: String(Date.now() % 100_000) },
  },
});
const [kills, size] = [values.kills, values.batch].map(Number);
/** Without a server: the queue lies in the batch's folder, and there is nobody but grade to kill. */
const hosts = values.local ? 0 : Number(values.workers);
const next = randomOf(Number(values.seed));

/** Between two kills: long enough that something is graded, short enough to meet every phase of it. */
const [shortestMs, longestMs] = [500, 15_000];

const dir = mkdtempSync(join(tmpdir(), "halab-kills-"));
const state = join(dir, "state");
const out = join(dir, "out");
const names = Array.from({ length: size ?? 0 }, (_, at) => `s${at + 1}`);
const paths = handIn(dir, Object.fromEntries(names.map((name) => [name, rightAnswer(name)])));
const engine = values.dockerd === undefined ? undefined : new Engine(Number(values.dockerd));
await using server = values.local ? undefined : await Server.start();

const env = { HALAB_STATE: state, HALAB_RUNS: join(dir, "runs") };
const queue = server ? ["--queue", server.url] : [];
const worker = () =>
  new Part(["worker", ...queue, "--jobs", "1"], { cwd: dir, env, name: "worker" });
const begin = ["grade", labIn(dir), ...paths, "--out", out, ...queue];
let grade = new Part(begin, { cwd: dir, env, name: "grade" });
await grade.says(/grading \d+ submissions/);
const workers = Array.from({ length: hosts }, worker);
const resumed = () => new Part(["grade", "--resume", out], { cwd: dir, env, name: "grade" });

const killed: Record<string, number> = {};
const deeds: readonly (readonly [string, () => Promise<void>])[] = [
  [
    "grade",
    async () => {
      await grade.kill();
      grade = resumed();
    },
  ],
  ...workers.map((_, at) => {
    const deed = async () => {
      await workers[at]?.kill();
      workers[at] = worker();
    };
    return ["worker", deed] as const;
  }),
  ...workers.map((_, at) => {
    const deed = async () => workers[at]?.slow(shortestMs + next() * (longestMs - shortestMs));
    return ["worker, slowed", deed] as const;
  }),
  ...(server
    ? [
        [
          "queue's server",
          async () => {
            await server.kill();
            await server.start();
          },
        ] as const,
      ]
    : []),
  ...(engine ? [["dockerd", () => engine.killed()] as const] : []),
];
const kinds = [...Map.groupBy(deeds, ([name]) => name).values()];
const started = performance.now();
for (let at = 0; at < (kills ?? 0) && !grade.over; at += 1) {
  await systemClock.wait(shortestMs + next() * (longestMs - shortestMs));
  if (grade.over) break;
  const all = kinds[Math.floor(next() * kinds.length)] ?? [];
  const deed = all[Math.floor(next() * all.length)];
  if (!deed) continue;
  killed[deed[0]] = (killed[deed[0]] ?? 0) + 1;
  await deed[1]();
}
let again = 0;
for (; (await grade.done) !== 0 && again < 3; again += 1) grade = resumed();
for (const one of workers) await one.end();

const sheet = gradeSheet.parse(JSON.parse(readFileSync(join(out, "grades.json"), "utf8")));
const left = await residue(`g-${sheet.batch}`, state);
const verdicts = Map.groupBy(sheet.submissions, ({ verdict }) => verdict);
const counts = [...verdicts].map(([verdict, rows]) => `${rows.length} ${verdict}`).join(", ");
const ids = new Set(sheet.submissions.map(({ id }) => id));
const seconds = Math.round((performance.now() - started) / 1000);
console.log(`seed ${values.seed}: killed ${JSON.stringify(killed)}, in ${seconds} s`);
console.log(`${sheet.submissions.length} rows, ${ids.size} of ${size} submissions: ${counts}`);
console.log(`left behind: ${left.length === 0 ? "nothing" : left.join("; ")}`);
const once = ids.size === size && sheet.submissions.length === size;
const well = once && left.length === 0 && verdicts.get("fail") === undefined;
process.exitCode = well ? 0 : 1;
if (well) rmSync(dir, { recursive: true, force: true });
else console.log(`see ${dir}`);
