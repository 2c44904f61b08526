/** /etc/cpg.conf, as halab-cpg reads it (templates/cpg/layer/src/config.c): a word and its value a line. */
import { phrase } from "../../../core/kinds/phrase.ts";
import {
  type FactFile,
  type Facts,
  type Found,
  type NodeFacts,
  placeIn,
  runningNodes,
} from "../../../core/kinds/rule.ts";

export const cpgConf = "/etc/cpg.conf";

interface Line {
  readonly line: number;
  /** Empty where the line says nothing. */
  readonly key: string;
  readonly value: string;
}

export interface Setting<T> {
  readonly value: T;
  /** 0: not said, the program's own value. */
  readonly line: number;
}

/** What was meant, with the program's own values where nothing is said. */
export interface CpgConfig {
  readonly group: Setting<string> | undefined;
  readonly rate: Setting<number>;
  readonly minority: Setting<string>;
  readonly apply: Setting<string>;
  /** For these it does not start. */
  readonly refused: readonly { readonly line: number; readonly why: string }[];
}

const values: Readonly<Record<string, RegExp>> = {
  group: /^[\w.-]{1,31}$/,
  rate: /^(?:\d{1,2}|1\d\d|200)$/,
  minority: /^(?:sends|stops)$/,
  apply: /^(?:delivered|sent)$/,
};

/** Lines from 1; never throws. */
export function linesOfCpg(text: string): readonly Line[] {
  return text.split("\n").map((whole, at) => {
    const said = (whole.split(/[#\r]/, 1)[0] ?? "").trim();
    const key = said.split(/[ \t]/, 1)[0] ?? "";
    return { line: at + 1, key, value: said.slice(key.length).trim() };
  });
}

function isFine({ key, value }: Line): boolean {
  return (values[key]?.test(value) ?? false) && !(key === "rate" && Number(value) === 0);
}

function refusal(one: Line): CpgConfig["refused"] {
  const { line, key, value } = one;
  if (!Object.hasOwn(values, key)) return [{ line, why: phrase`there is no word "${key}"` }];
  if (value === "") return [{ line, why: phrase`${key} has no value` }];
  return isFine(one) ? [] : [{ line, why: phrase`"${value}" is no value for ${key}` }];
}

function parseCpgConf(text: string): CpgConfig {
  const said = linesOfCpg(text).filter(({ key }) => key !== "");
  const last = (name: string): Setting<string> | undefined =>
    said.findLast((one) => one.key === name && isFine(one));
  const group = last("group");
  const rate = last("rate");
  const refused = said.flatMap(refusal);
  const nameless = group || refused.length > 0 ? [] : [{ line: 0, why: phrase`there is no group` }];
  return {
    group: group && { value: group.value, line: group.line },
    rate: { value: Number(rate?.value ?? 10), line: rate?.line ?? 0 },
    minority: last("minority") ?? { value: "sends", line: 0 },
    apply: last("apply") ?? { value: "delivered", line: 0 },
    refused: [...refused, ...nameless],
  };
}

/** A node that runs the program, and what its file says. */
export interface CpgNode {
  readonly node: NodeFacts;
  readonly file: FactFile;
  readonly config: CpgConfig;
}

export function cpgNodes(facts: Facts): readonly CpgNode[] {
  return runningNodes(facts, "cpg").flatMap((node) => {
    const file = node.files.get(cpgConf);
    return file ? [{ node, file, config: facts.parsed(parseCpgConf, file) }] : [];
  });
}

/** The nodes of the first finding with the same words: one mistake in one file for all is said once. */
export function oncePerLine(found: readonly Found[]): readonly Found[] {
  const alike = Map.groupBy(found, ({ where: [first], args }) =>
    JSON.stringify([first?.line, first?.text, args]),
  );
  return [...alike.values()].flatMap(([first, ...others]) =>
    first ? [{ ...first, where: [...first.where, ...others.flatMap(({ where }) => where)] }] : [],
  );
}

/** Whoever says something else than most do, and one of those; of two alike groups the later one. Undefined: all agree. */
export function oddOf(
  all: readonly CpgNode[],
  of: (config: CpgConfig) => Setting<string | number> | undefined,
): Found | undefined {
  const said = all.flatMap(({ file, config }) => {
    const setting = of(config);
    // Of a file that is refused nothing is in force.
    return setting && config.refused.length === 0 ? [{ file, ...setting }] : [];
  });
  const groups = [...Map.groupBy(said, ({ value }) => value).values()];
  const [most, ...fewer] = groups.toSorted((a, b) => b.length - a.length);
  const [[odd], [other]] = [fewer.at(-1) ?? [], most ?? []];
  if (!odd || !other) return undefined;
  const where = [odd, other].map(({ file, line }) => placeIn(file, line || undefined));
  return { where, args: { value: odd.value, other: other.file.node, theirs: other.value } };
}
