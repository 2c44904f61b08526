/** What one run of the CLI gave, and whether that is what has to come of a case. Pure. */
import type { Report } from "../../cli/core/judge/report.ts";
import type { ErrorDocument } from "../../cli/ui/errors.ts";
import type { HostileCase } from "./case.ts";

export interface Outcome {
  /** Undefined when a signal ended it. */
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
  /** Somebody had to end it. */
  readonly hung: boolean;
  /** The most memory that the command had, MiB. */
  readonly memoryMiB: number;
  /** Containers, networks, tables and processes that are still there, a line each. */
  readonly left: readonly string[];
}

/** What is printed may be shown, mailed and stored: this much says all that there is to say. */
const mostPrinted = 512 * 2 ** 10;
/** An honest run has about 200 MiB; nothing that a node does may take more than 64 MiB (ADR 23). */
const mostMiB = 320;
/** Of an honest run's time: a case that takes longer hangs. */
export const budget = 3;

/** The one JSON document of stdout; a sentence where that is something else. */
export function documentOf({ stdout }: Pick<Outcome, "stdout">): Report | ErrorDocument | string {
  try {
    const value: unknown = JSON.parse(stdout);
    const schema = typeof value === "object" && value !== null && "schema" in value && value.schema;
    if (schema === "halab/report/1") return value as Report;
    if (schema === "halab/error/1") return value as ErrorDocument;
    return "stdout has JSON, which is neither a report nor an error";
  } catch {
    return `stdout has no JSON document: ${stdout.slice(0, 100)}`;
  }
}

export function isReport(value: Report | ErrorDocument): value is Report {
  return value.schema === "halab/report/1";
}

/** Every string in a document, a line each: what somebody may read. */
function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return "";
  return Object.values(value).map(textOf).filter(Boolean).join("\n");
}

/** It could not be judged: it is played again, alone. */
export function isUnclear(outcome: Outcome): boolean {
  const document = documentOf(outcome);
  if (typeof document === "string") return false;
  return isReport(document) && document.steps.some(({ verdict }) => verdict === "unknown");
}

/** In a few words, for the table. */
export function wordsOf(outcome: Outcome): string {
  const document = documentOf(outcome);
  if (typeof document === "string") return document;
  if (!isReport(document)) return `exit ${outcome.exitCode} ${document.code}`;
  return `${document.verdict} ${document.points}/${document.maxPoints}`;
}

/** What is wrong with any run, whatever it is of. */
function wrongAtAll(outcome: Outcome): string[] {
  const { stdout, stderr, left, hung, memoryMiB } = outcome;
  const printed = stdout.length + stderr.length;
  return [
    ...(hung ? ["it hung"] : []),
    ...(/(?!\n)\p{Cc}/u.test(stdout + stderr) ? ["it printed control characters"] : []),
    ...(printed > mostPrinted ? [`it printed ${printed} bytes`] : []),
    ...(memoryMiB > mostMiB ? [`it took ${memoryMiB} MiB of memory`] : []),
    ...left.map((what) => `left behind: ${what}`),
  ];
}

/** `honestS`: what an honest run of the lab took beside it. */
export function wrongWith(
  one: HostileCase,
  outcome: Outcome,
  { honestS, mostPoints }: { readonly honestS: number; readonly mostPoints?: number | undefined },
): string[] {
  const document = documentOf(outcome);
  const late = outcome.seconds > budget * honestS;
  const time = late
    ? [`it took ${outcome.seconds.toFixed(0)} s, honest ${honestS.toFixed(0)} s`]
    : [];
  const wrong = [...wrongAtAll(outcome), ...time];
  if (typeof document === "string") return [...wrong, document];
  const said = new RegExp(one.says, "i").test(textOf(document));
  const unsaid = said ? [] : [`nothing says /${one.says}/: ${firstWords(document)}`];
  return [...wrong, ...wrongVerdict(one, outcome, document, mostPoints), ...unsaid];
}

function wrongVerdict(
  { expect }: HostileCase,
  { exitCode }: Outcome,
  document: Report | ErrorDocument,
  mostPoints: number | undefined,
): string[] {
  if (!isReport(document)) {
    const wanted = "code" in expect ? `${expect.exit} ${expect.code}` : expect.verdict;
    const got = `${exitCode} ${document.code}`;
    return got === wanted ? [] : [`it ended with ${got}, not ${wanted}: ${document.message}`];
  }
  if ("code" in expect) return [`it was played, and not refused with ${expect.code}`];
  const { verdict, points, steps } = document;
  const of = (what: string) => steps.filter((step) => step.verdict === what).map(({ id }) => id);
  const passed = expect.failing.filter((id) => !of("fail").includes(id));
  const wanted = expect.verdict === "any" ? verdict : expect.verdict;
  return [
    ...(verdict === wanted ? [] : [`verdict ${verdict}, not ${wanted}`]),
    ...(exitCode === (verdict === "pass" ? 0 : 1) ? [] : [`exit code ${exitCode}`]),
    ...(passed.length === 0 ? [] : [`did not fail: ${passed.join(", ")}`]),
    ...of("unknown").map((id) => `step ${id} is unknown`),
    ...(mostPoints === undefined || points <= mostPoints
      ? []
      : [`${points} points, without the trick ${mostPoints}`]),
  ];
}

/** What must be so of an honest run beside the others. */
export function wrongWithHonest(outcome: Outcome): string[] {
  const document = documentOf(outcome);
  const wrong = wrongAtAll(outcome);
  if (typeof document === "string") return [...wrong, document];
  if (!isReport(document)) return [...wrong, `${document.code}: ${document.message}`];
  const { verdict, points, maxPoints } = document;
  const full = verdict === "pass" && points === maxPoints && outcome.exitCode === 0;
  return full ? wrong : [...wrong, `${verdict} ${points}/${maxPoints}: ${firstWords(document)}`];
}

/** The first sentence that says what is wrong. */
function firstWords(document: Report | ErrorDocument): string {
  if (!isReport(document)) return document.message;
  const step = document.steps.find(({ verdict }) => verdict !== "pass");
  const check = step?.checks.find(({ verdict }) => verdict !== "pass");
  if (step === undefined) return "every step passed";
  return `${step.id}: ${check?.title ?? ""}: ${check?.evidence.at(-1) ?? ""}`;
}
