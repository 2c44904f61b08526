/** How good a lab's checks are at telling wrong answers, and which of them no mutant needs. Pure. */
import type { CaseResult } from "../play-cases.ts";
import type { CheckSaid } from "./checks.ts";

export interface Score {
  readonly lab: string;
  readonly mutants: number;
  readonly caught: number;
  /** Without one of these every mutant that was caught would still be: nothing shows that it can fail alone. */
  readonly needless: readonly {
    readonly step: string;
    readonly title: string;
    /** Whether some mutant fails it, beside others. */
    readonly fails: boolean;
  }[];
}

/** Of each lab with a mutant among the results. */
export function scoresOf(results: readonly CaseResult[]): Score[] {
  return [...Map.groupBy(results, ({ lab }) => lab)].flatMap(([lab, cases]) => {
    const mutants = cases.filter(({ kind }) => kind === "mutant");
    const all = cases.find(({ checks }) => checks !== undefined)?.checks ?? [];
    if (mutants.length === 0 || all.length === 0) return [];
    const caught = mutants.filter(({ wrong }) => wrong === undefined);
    const failing = caught.map(failedIn);
    const needed = new Set(failing.flatMap((checks) => (checks.length === 1 ? checks : [])));
    const failed = new Set(failing.flat());
    const needless = all
      .filter((check) => !needed.has(keyOf(check)))
      .map((check) => {
        return { step: check.step, title: check.title, fails: failed.has(keyOf(check)) };
      });
    return [{ lab, mutants: mutants.length, caught: caught.length, needless }];
  });
}

/** The checks that fail in the first step that does; what comes later would not have been asked. */
function failedIn({ checks = [] }: CaseResult): string[] {
  const failed = checks.filter(({ verdict }) => verdict === "fail");
  return failed.filter(({ step }) => step === failed[0]?.step).map(keyOf);
}

const keyOf = ({ step, at }: CheckSaid) => `${step} ${at}`;

/** A line for each lab; of a single one, its checks, too. */
export function scoreLines(scores: readonly Score[]): string[] {
  const [only, ...others] = scores;
  if (others.length > 0 || !only) return scores.map(headOf);
  return [
    headOf(only),
    ...only.needless.map(
      ({ step, title, fails }) =>
        `  ${step}: ${title} (${fails ? "others fail with it" : "no mutant fails it"})`,
    ),
  ];
}

function headOf({ lab, mutants, caught, needless }: Score): string {
  const share = Math.round((caught / mutants) * 100);
  const count = needless.length;
  const rest =
    count === 0
      ? "each check is needed by one"
      : `${count} ${count === 1 ? "check that no mutant needs" : "checks that no mutant needs"}`;
  return `${lab}: ${caught} of ${mutants} mutants caught (${share} %), ${rest}`;
}
