/** `npm run hostile [-- --jobs N] [-- NAME...]`: every case of the corpus, an honest cluster beside it. */
import { parseArgs } from "node:util";
import pLimit from "p-limit";
import { messageOf } from "../../cli/core/base/error.ts";
import { didYouMean } from "../../cli/core/base/nearest.ts";
import { caseNames, type HostileCase, isRefusedUnread, readCase } from "./case.ts";
import { makeFiles, openCase, writeFiles } from "./files.ts";
import { type Group, groupsOf } from "./groups.ts";
import {
  budget,
  documentOf,
  isReport,
  isUnclear,
  wordsOf,
  wrongWith,
  wrongWithHonest,
} from "./outcome.ts";
import { forget, type Played, playOne } from "./play.ts";

/** Beside one honest cluster on two processors: more would be mere load. */
const usualJobs = 3;

const counts = { held: 0, broken: 0, skipped: 0 };

function row(word: keyof typeof counts, name: string, what: string, more: readonly string[] = []) {
  counts[word] += 1;
  console.log(`${word.padEnd(8)}${name.padEnd(34)} ${what}`);
  for (const line of more) console.log(`${"".padEnd(8)}${line}`);
}

function told(word: "held" | "broken", name: string, played: Played, wrong: readonly string[]) {
  const { seconds, memoryMiB } = played;
  const what = `${wordsOf(played)}, ${seconds.toFixed(0)} s, ${memoryMiB} MiB`;
  row(word, name, what, wrong.length > 0 ? [...wrong, `see ${played.dir}`] : []);
  if (wrong.length === 0) forget(played);
}

const noDeadline = new Promise<number>(() => {});

interface Plain {
  readonly mutant?: string;
  readonly until?: string | undefined;
}

/** The lab's solution, or one of its mutants. */
async function honest(lab: string, { mutant, until }: Plain): Promise<Played> {
  const files = async (dir: string) => {
    writeFiles(await openCase(lab, mutant), dir);
    return undefined;
  };
  const played = await playOne({
    lab,
    until,
    cluster: true,
    deadline: noDeadline,
    ...(mutant === undefined ? {} : { files }),
  });
  if ("skipped" in played) throw new Error(played.skipped);
  return played;
}

/** Points of the same mistake without the trick, played once. */
class Twins {
  readonly #points = new Map<string, Promise<number>>();

  async mostOf({ lab, twin, until, points }: HostileCase): Promise<number | undefined> {
    if (twin === undefined) return points;
    const key = `${lab} ${twin} ${until}`;
    const known = this.#points.get(key) ?? this.#play(lab, { mutant: twin, until });
    this.#points.set(key, known);
    return known;
  }

  async #play(lab: string, plain: Plain): Promise<number> {
    const twin = plain.mutant;
    const played = await honest(lab, plain);
    const document = documentOf(played);
    if (typeof document === "string" || !isReport(document))
      throw new Error(`the twin ${twin} of ${lab} gave no report: ${played.stderr}`);
    console.log(`        ${`twin ${twin}`.padEnd(34)} ${wordsOf(played)}`);
    forget(played);
    return document.points;
  }
}

/** Plays a group; what could not be judged is given back. */
async function playGroup(group: Group, twins: Twins, again: boolean): Promise<HostileCase[]> {
  const beside = Promise.withResolvers<number>();
  const unclear: HostileCase[] = [];
  const limit = pLimit(group.jobs);
  const hostile = Promise.all(group.cases.map((one) => limit(() => playCase(one, beside.promise))));
  const [good, all] = await Promise.all([
    honest(group.lab, {}).then((played) => {
      beside.resolve(played.seconds * 1000 * budget);
      return played;
    }),
    hostile,
  ]);
  const done = all.flatMap((one) => one ?? []);
  for (const { one, played } of done) {
    if (!again && isUnclear(played)) {
      unclear.push(one);
      forget(played);
      continue;
    }
    const mostPoints = await twins.mostOf(one);
    const wrong = wrongWith(one, played, { honestS: good.seconds, mostPoints });
    told(wrong.length === 0 ? "held" : "broken", one.name, played, wrong);
  }
  await tellHonest(group, good);
  return unclear;
}

async function playCase(one: HostileCase, deadline: Promise<number>) {
  const played = await playOne({
    lab: one.lab,
    files: (dir) => makeFiles(one, dir),
    until: one.until,
    user: one.user,
    cluster: !isRefusedUnread(one),
    deadline,
  });
  if (!("skipped" in played)) return { one, played };
  row("skipped", one.name, played.skipped.trim());
  return undefined;
}

/** A machine that was too busy to judge has judged nobody: then it is played again, alone, as graders do. */
async function tellHonest({ lab, cases }: Group, good: Played): Promise<void> {
  const name = `(honest ${lab})`;
  const last = isUnclear(good) ? await honest(lab, {}) : good;
  if (last !== good) forget(good);
  const wrong = wrongWithHonest(last);
  const others = wrong.length > 0 ? [`beside ${cases.map((one) => one.name).join(", ")}`] : [];
  told(wrong.length === 0 ? "held" : "broken", name, last, [...wrong, ...others]);
}

/** What was typed cannot be played. */
function refuse(why: string): never {
  console.error(
    `error: ${why}\nhint:  npm run hostile -- [--jobs N] [NAME...]   (test/hostile/README.md)`,
  );
  process.exit(2);
}

function chosen(words: readonly string[]): HostileCase[] {
  const names = caseNames();
  const stranger = words.find((word) => !names.includes(word));
  if (stranger !== undefined) refuse(`there is no case ${stranger}${didYouMean(stranger, names)}`);
  return (words.length > 0 ? words : names).map(readCase);
}

function typed() {
  try {
    return parseArgs({
      options: { jobs: { type: "string", default: String(usualJobs) } },
      allowPositionals: true,
    });
  } catch (error) {
    return refuse(messageOf(error));
  }
}

async function main(): Promise<void> {
  const { values, positionals } = typed();
  const jobs = Number(values.jobs);
  if (!Number.isInteger(jobs) || jobs < 1) refuse(`--jobs ${values.jobs} is no number of clusters`);
  const cases = chosen(positionals);
  const heavy = new Set<string>();
  for (const lab of new Set(cases.map((one) => one.lab)))
    if (
      (await openCase(lab)).nodes.some(
        ({ machine, image }) => machine === "vm" || image === "hypervisor",
      )
    )
      heavy.add(lab);
  const twins = new Twins();
  const unclear: HostileCase[] = [];
  for (const group of groupsOf(cases, { jobs, heavy }))
    unclear.push(...(await playGroup(group, twins, false)));
  for (const group of groupsOf(unclear, { jobs: 1, heavy })) await playGroup(group, twins, true);
  const { held, broken, skipped } = counts;
  console.log(`${held} held, ${broken} broken, ${skipped} skipped`);
  process.exitCode = broken === 0 ? 0 : 1;
}

await main();
