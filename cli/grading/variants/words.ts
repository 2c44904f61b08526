/** What is said of variants that were handed out, or proved. Pure. */
import { shown } from "../../core/base/shown.ts";
import type { Book } from "./book.ts";
import type { Looked } from "./look.ts";
import type { Proof } from "./prove.ts";

/** After `halab lab variants`. */
export function handedLines(
  book: Book,
  made: ReadonlySet<string>,
  files: { readonly list: string; readonly secret: string },
): readonly string[] {
  const { students, lab } = book;
  const there = students.length - made.size;
  const faults = students.filter(({ fault }) => fault !== undefined).length;
  return [
    `${made.size} ${made.size === 1 ? "folder" : "folders"} made${there > 0 ? `, ${there} were there` : ""}; hand out one to each student: halab learn FOLDER opens it`,
    ...(faults > 0 ? [`in ${faults} of them lies a mistake that is to be found`] : []),
    `${shown(files.list)} says what was drawn for whom: keep it, and ${shown(files.secret)}, from students`,
    `halab grade ${lab} SUBMISSIONS --secret ${shown(files.secret)} --students ${shown(files.list)}`,
  ];
}

/** `a=1 b=2`, for tables. */
export function valuesText(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value.length > 20 ? `${value.slice(0, 17)}...` : value}`)
    .join(" ");
}

/** After `halab lab test --variants`: each variant that is not right, and the last word. */
export function proofLines(proof: Proof): readonly string[] {
  const wrong = proof.variants.filter(({ problems }) => problems.length > 0);
  const right = wrong.length === 0 && proof.problems.length === 0;
  const { length } = proof.variants;
  return [
    ...proof.problems.map((problem) => `FAIL ${proof.lab}: ${problem}`),
    ...wrong.flatMap(({ id, values, problems }) => [
      `FAIL ${proof.lab}/${id}: ${valuesText(values)}`,
      ...problems.slice(0, 10).map((problem) => `     ${problem}`),
      ...(problems.length > 10 ? [`     and ${problems.length - 10} more`] : []),
    ]),
    right
      ? `ok   ${proof.lab}: ${length} variants are distinct, and the same exercise: points, times, ${proof.cases} cases, guides`
      : `FAIL ${proof.lab}: ${wrong.length} of ${length} variants are not the same exercise`,
  ];
}

const mostPlaces = 5;

/** After `halab lab copies`. */
export function copyLines(looked: Looked, submissions: number): readonly string[] {
  const values = looked.copied.flatMap(({ submission, found }) => [
    `${submission}: ${found.length} ${found.length === 1 ? "value is" : "values are"} not its student's`,
    ...found.slice(0, mostPlaces).map(({ file, line, text, source }) => {
      const whose = source === null ? "the lab's default" : `that of ${source}`;
      return `     ${file}:${line}: ${text}   (${whose})`;
    }),
    ...(found.length > mostPlaces ? [`     and ${found.length - mostPlaces} more`] : []),
  ]);
  const pairs = looked.alike.flatMap(({ a, b, share, pieces, lines }) => [
    `${a} and ${b}: ${Math.round(share * 100)} % of what few others have (${pieces} pieces)`,
    ...lines.map(({ file, line, text }) => `     ${file}:${line}: ${text}`),
  ]);
  const skipped = looked.skipped.map(
    ({ submission, because }) => `${submission}: not looked at: ${because}`,
  );
  const none = values.length === 0 && pairs.length === 0;
  return [
    ...values,
    ...pairs,
    ...skipped,
    `${submissions} submissions of ${looked.lab}: ${none ? "nothing to look at" : "look at these yourself; none of it is a verdict"}`,
  ];
}
