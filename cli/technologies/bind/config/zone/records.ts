/** A zone file with what it includes -> its records, each with its whole owner, its TTL and its place. */
import type { FactFile, Facts } from "../../../../core/kinds/rule.ts";
import { bindSeconds } from "../../readers/bind9.ts";
import { filledIn, rangeOf } from "../generate.ts";
import { backslashesBefore } from "../tokens.ts";
import { parseZone, type ZoneLine, type ZoneProblem, type ZoneWord } from "./lines.ts";

export interface ZoneRecord {
  /** Whole, in lower case, without the final dot. */
  readonly owner: string;
  /** In upper case. */
  readonly type: string;
  /** Undefined: neither it nor the file says one. */
  readonly ttlS: number | undefined;
  /** Who says it: the record itself, $TTL, or a record before it. */
  readonly ttlBy: "record" | "default" | "before";
  readonly data: readonly ZoneWord[];
  /** What its data's names count from. */
  readonly origin: string;
  readonly file: FactFile;
  readonly line: number;
  readonly column: number;
}

interface Misled {
  readonly what: "missing" | "loop";
  readonly path: string;
  readonly file: FactFile;
  readonly line: number;
}

export interface ZoneData {
  readonly records: readonly ZoneRecord[];
  readonly misled: readonly Misled[];
  readonly problems: readonly (ZoneProblem & { readonly file: FactFile })[];
  /** Where $TTL stands. */
  readonly defaults: readonly { readonly file: FactFile; readonly line: number }[];
  /** It has more than was read: nothing can be said to be missing. */
  readonly partial: boolean;
}

/** As many records and includes as no lab's zone has, and as long a pattern for $GENERATE. */
const mostRecords = 20_000;
const mostIncludes = 50;
const longestPattern = 2000;
/** 255 octets (RFC 1035 2.3.4), each of which may be written as \DDD. */
export const longestName = 255 * 4;

export function ttlIn(text: string): number | undefined {
  return /^\d[\dwdhms]*$/i.test(text) ? bindSeconds(text) : undefined;
}

/** A name is whole when its last dot is one, and not an escaped one. */
function isWhole(name: string): boolean {
  return name.endsWith(".") && backslashesBefore(name, name.length - 1) % 2 === 0;
}

/** Without the final dot; in lower case. */
export function wholeName(name: string, origin: string): string {
  if (name === "@") return origin;
  const text = name.toLowerCase();
  if (isWhole(text)) return text.slice(0, -1);
  return origin === "" ? text : `${text}.${origin}`;
}

const classes = ["in", "ch", "hs", "chaos", "hesiod"];
const typeShape = /^[a-z][a-z0-9-]*$/i;

interface Cursor {
  origin: string;
  owner: string | undefined;
  defaultTtlS: number | undefined;
  lastTtlS: number | undefined;
}

class ZoneReader {
  readonly records: ZoneRecord[] = [];
  readonly misled: Misled[] = [];
  readonly problems: (ZoneProblem & { readonly file: FactFile })[] = [];
  readonly defaults: { readonly file: FactFile; readonly line: number }[] = [];
  partial = false;
  readonly #facts: Facts;
  readonly #find: (path: string) => FactFile | undefined;
  #includes = 0;
  #generated = 0;

  constructor(facts: Facts, find: (path: string) => FactFile | undefined) {
    this.#facts = facts;
    this.#find = find;
  }

  read(file: FactFile, cursor: Cursor, within: readonly string[]): void {
    const { lines, problems } = this.#facts.parsed(parseZone, file);
    this.problems.push(...problems.map((problem) => ({ ...problem, file })));
    for (const line of lines) {
      const [first] = line.words;
      if (!line.indented && first?.text.startsWith("$"))
        this.#directive(line, file, cursor, within);
      else this.#record(line, file, cursor);
    }
  }

  /** The origin, for what is no name at all. */
  #named(text: string, origin: string): string {
    const name = wholeName(text, origin);
    if (name.length <= longestName) return name;
    this.partial = true;
    return origin;
  }

  #directive(line: ZoneLine, file: FactFile, cursor: Cursor, within: readonly string[]): void {
    const [name = "", value = "", ...more] = line.words.map(({ text }) => text);
    const directive = name.toUpperCase();
    if (directive === "$ORIGIN") cursor.origin = this.#named(value, cursor.origin);
    else if (directive === "$TTL") {
      cursor.defaultTtlS = ttlIn(value);
      this.defaults.push({ file, line: line.line });
    } else if (directive === "$GENERATE") this.#generate(line, file, cursor);
    else if (directive === "$INCLUDE")
      this.#include({ path: value, origin: more[0], line: line.line }, file, cursor, within);
    else this.partial = true;
  }

  #include(
    { path, origin, line }: { path: string; origin: string | undefined; line: number },
    file: FactFile,
    cursor: Cursor,
    within: readonly string[],
  ): void {
    const found = this.#find(path);
    this.partial ||= !found;
    if (!found || [...within, file.path].includes(found.path)) {
      this.misled.push({ what: found ? "loop" : "missing", path, file, line });
      return;
    }
    this.#includes += 1;
    if (this.#includes > mostIncludes) {
      this.partial = true;
      return;
    }
    const inside = { ...cursor };
    if (origin !== undefined) inside.origin = wholeName(origin, cursor.origin);
    this.read(found, inside, [...within, file.path]);
    // The origin and the owner are those from before; the default TTL stays.
    cursor.defaultTtlS = inside.defaultTtlS;
    cursor.lastTtlS = inside.lastTtlS;
  }

  #generate(line: ZoneLine, file: FactFile, cursor: Cursor): void {
    const [, span, ...pattern] = line.words;
    const range = rangeOf(span?.text ?? "");
    const length = pattern.reduce((sum, { text }) => sum + text.length, 0);
    if (!range || length > longestPattern) {
      this.partial = true;
      return;
    }
    for (let at = range.from; at <= range.to; at += range.step) {
      // Lines that make no record count as well: a range may be long, and its pattern empty.
      this.#generated += 1;
      this.partial ||= this.#generated > mostRecords;
      const words = pattern.map((word) => ({ ...word, text: filledIn(word.text, at) ?? "" }));
      if (this.partial || words.some(({ text }) => text === "")) {
        this.partial = true;
        return;
      }
      this.#record({ ...line, words, indented: false }, file, { ...cursor });
    }
  }

  #record(line: ZoneLine, file: FactFile, cursor: Cursor): void {
    const words = [...line.words];
    const owner = line.indented ? undefined : words.shift();
    if (owner) cursor.owner = this.#named(owner.text, cursor.origin);
    let own: number | undefined;
    while (
      words[0] &&
      (classes.includes(words[0].text.toLowerCase()) || ttlIn(words[0].text) !== undefined)
    )
      own = ttlIn(words.shift()?.text ?? "") ?? own;
    const [type, ...data] = words;
    if (!type || !typeShape.test(type.text) || cursor.owner === undefined) {
      this.partial ||= words.length > 0;
      return;
    }
    if (this.records.length >= mostRecords) {
      this.partial = true;
      return;
    }
    // Data of an unknown form (RFC 3597): nobody here reads what address that is.
    this.partial ||= data[0]?.text === "\\#" && type.text.toUpperCase() === "A";
    const ttlS = own ?? cursor.defaultTtlS ?? cursor.lastTtlS;
    const ttlBy =
      own !== undefined ? "record" : cursor.defaultTtlS !== undefined ? "default" : "before";
    cursor.lastTtlS = ttlS;
    this.records.push({
      owner: cursor.owner,
      type: type.text.toUpperCase(),
      ...{ ttlS, ttlBy, data, origin: cursor.origin, file },
      ...{ line: line.line, column: line.column },
    });
  }
}

/** `find` gives the file of a path as $INCLUDE writes it. */
export function readZone(
  facts: Facts,
  file: FactFile,
  zone: string,
  find: (path: string) => FactFile | undefined,
): ZoneData {
  const reader = new ZoneReader(facts, find);
  reader.read(
    file,
    { origin: zone, owner: undefined, defaultTtlS: undefined, lastTtlS: undefined },
    [],
  );
  const { records, misled, problems, defaults, partial } = reader;
  return { records, misled, problems, defaults, partial };
}
