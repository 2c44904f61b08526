/** Which values a student's variant has: drawn by a keyed hash, so that nobody without the secret knows another's. Pure. */
import { createHmac } from "node:crypto";
import { HalabError } from "../../core/base/error.ts";
import { type Parameters, type Space, spacesOf, Taken } from "./space.ts";

/** Of a student: the parameters that vary, as `--param` takes them. */
export type Values = Readonly<Record<string, string>>;

/** What is drawn of: a lab's name, and what its lab.yaml says of parameters. */
export interface Drawn {
  readonly name: string;
  readonly params: Parameters;
}

/** Raised when the same secret draws something else. */
const form = "halab/variants/1";

/** So often a student draws; then the next free value after the last one drawn is taken. */
const draws = 32;

/** 256 bits that only the secret's holder can know; the same student however their id is typed. */
export function keyed(secret: string, about: readonly (string | number)[]): bigint {
  const digest = createHmac("sha256", secret)
    .update(JSON.stringify([form, ...about]))
    .digest("hex");
  return BigInt(`0x${digest}`);
}

/** An id as it is compared: lists differ in case, blanks and in how an accent is coded. */
export function sameId(id: string): string {
  return id.normalize("NFC").trim().toLowerCase();
}

/** The variant of one student, whoever else is in the class; in a class, the first choice. */
export function variantOf(lab: Drawn, secret: string, student: string): Values {
  const [values = {}] = variantsOf(lab, secret, [student]).values();
  return values;
}

/**
 * The variants of a class, by id: no two have overlapping networks, or an id or a name in common, as long as there are
 * enough. The order of the students does not matter; who has values already (`kept`) keeps them. Throws LAB_INVALID for
 * a lab that varies nothing.
 */
export function variantsOf(
  lab: Drawn,
  secret: string,
  students: readonly string[],
  kept: ReadonlyMap<string, Values> = new Map(),
): ReadonlyMap<string, Values> {
  const spaces = spacesOf(lab.name, lab.params);
  if (spaces.size === 0)
    throw new HalabError("LAB_INVALID", `${lab.name} has no parameter with \`vary: true\``);
  const all = new Map<string, Values>();
  const taken = new Taken();
  const give = (student: string, values: Values) => {
    for (const [name, value] of Object.entries(values)) taken.add(name, value);
    all.set(student, values);
  };
  for (const student of students) {
    const values = kept.get(student);
    if (values) give(student, values);
  }
  const turn = (student: string) => keyed(secret, [lab.name, sameId(student)]);
  const rest = students
    .filter((student) => !all.has(student))
    .map((student) => ({ student, at: turn(student) }))
    .toSorted((a, b) => (a.at < b.at ? -1 : 1));
  for (const { student } of rest) {
    const values: Record<string, string> = {};
    for (const [name, space] of spaces) {
      const hash = (time: number) => keyed(secret, [lab.name, sameId(student), name, time]);
      values[name] = chosen(name, space, { taken, hash });
      // The next one of this student must not be the same network.
      taken.add(name, values[name]);
    }
    all.set(student, values);
  }
  return new Map(students.map((student) => [student, all.get(student) ?? {}]));
}

interface Choosing {
  readonly taken: Taken;
  readonly hash: (time: number) => bigint;
}

function chosen(name: string, space: Space, { taken, hash }: Choosing): string {
  let index = 0n;
  for (let time = 0; time < draws; time += 1) {
    index = hash(time) % space.size;
    const value = space.at(index);
    if (!space.skips(value) && taken.times(name, value) === 0) return value;
  }
  return nextFree(name, space, { taken, index });
}

/** Where a class is larger than the space, one that the fewest have. */
function nextFree(name: string, space: Space, from: { taken: Taken; index: bigint }): string {
  const most = space.size > 100_000n ? 100_000n : space.size;
  let best: { readonly value: string; readonly times: number } | undefined;
  for (let step = 0n; step < most; step += 1n) {
    const value = space.at((from.index + step) % space.size);
    if (space.skips(value)) continue;
    const times = from.taken.times(name, value);
    if (times === 0) return value;
    if (!best || times < best.times) best = { value, times };
  }
  if (best) return best.value;
  throw new HalabError("LAB_INVALID", `parameter ${name}: every value is reserved`);
}
