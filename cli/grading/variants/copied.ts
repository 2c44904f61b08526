/** Values in a submission that are not its student's, and whose they are. Pure. */
import { contains, parseAddress, parseSubnet } from "../../core/base/address.ts";
import { textOf } from "../../core/cluster/content.ts";
import type { Plan } from "../../core/cluster/plan.ts";
import type { Values } from "./draw.ts";
import type { Parameters } from "./space.ts";

/** A file of a submission, by NODE/PATH. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** One place where somebody else's value stands. */
export interface Copied {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly text: string;
  readonly value: string;
  readonly parameter: string;
  /** The only student whose value it is; null: the lab's own default, which is on everybody's disk. */
  readonly source: string | null;
}

/** What values are looked for by. */
export interface Class {
  readonly params: Parameters;
  /** Everybody's, the student's own among them. */
  readonly all: ReadonlyMap<string, Values>;
  /** What stands before each number that is an id, as `wordsBefore` finds it: a bare number says nothing. */
  readonly words: ReadonlyMap<string, ReadonlySet<string>>;
}

const address = /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?!\w|\.\d)/g;

/** Shorter words may stand for something else. */
const shortest = 4;

/** An address, an id or a name that belongs to exactly one other student, or to the lab's defaults, wherever it stands. */
export function copied(files: readonly TextFile[], own: string, group: Class): readonly Copied[] {
  const owners = ownersOf(own, group);
  return files.flatMap(({ path, text }) =>
    text.split("\n").flatMap((line, at) => {
      const found = [
        ...addressesIn(line, own, group),
        ...namesIn(line, owners),
        ...numbersIn(line, owners, group.words),
      ];
      const known = new Set<string>();
      return found.flatMap((one) => {
        const key = `${one.parameter} ${one.value}`;
        if (known.has(key)) return [];
        known.add(key);
        return [{ file: path, line: at + 1, text: line.trim().slice(0, 200), ...one }];
      });
    }),
  );
}

type Sighting = Pick<Copied, "value" | "parameter" | "source">;

function addressesIn(line: string, own: string, group: Class): readonly Sighting[] {
  return (line.match(address) ?? []).flatMap((value): Sighting[] => {
    const number = parseAddress(value);
    if (number === undefined) return [];
    const within = (values: Values) =>
      Object.entries(values).find(([, text]) => {
        const net = parseSubnet(text);
        return net !== undefined && contains(net, number);
      })?.[0];
    if (within(group.all.get(own) ?? {}) !== undefined) return [];
    const others = [...group.all].flatMap(([id, values]) => {
      const parameter = within(values);
      return parameter === undefined ? [] : [{ value, parameter, source: id }];
    });
    if (others.length === 1) return others;
    const parameter = others.length === 0 ? within(defaultsOf(group.params)) : undefined;
    return parameter === undefined ? [] : [{ value, parameter, source: null }];
  });
}

function defaultsOf(params: Parameters): Values {
  const varied = Object.entries(params).filter(([, { vary }]) => vary);
  return Object.fromEntries(varied.map(([name, one]) => [name, String(one.default)]));
}

interface Owned extends Sighting {
  readonly kind: "integer" | "string" | "duration" | "subnet";
}

/** Every value that exactly one other has, and that the student has nowhere. */
function ownersOf(own: string, { params, all }: Class): readonly Owned[] {
  const mine = new Set(Object.values(all.get(own) ?? {}));
  return Object.entries(params).flatMap(([parameter, { vary, kind }]) => {
    if (!vary) return [];
    const owners = Map.groupBy(all.keys(), (id) => all.get(id)?.[parameter] ?? "");
    const byDefault = String(params[parameter]?.default);
    const others = [...owners].flatMap(([value, ids]): Owned[] => {
      const [source, ...more] = ids;
      const alone = source !== undefined && more.length === 0 && source !== own;
      return alone && value !== byDefault ? [{ value, parameter, source, kind }] : [];
    });
    const first: Owned[] = owners.has(byDefault)
      ? []
      : [{ value: byDefault, parameter, source: null, kind }];
    return [...others, ...first].filter(({ value }) => value !== "" && !mine.has(value));
  });
}

function namesIn(line: string, owners: readonly Owned[]): readonly Sighting[] {
  return owners
    .filter(({ kind, value }) => kind === "string" && value.length >= shortest)
    .filter(({ value }) => isIn(line, value))
    .map(({ value, parameter, source }) => ({ value, parameter, source }));
}

/** As a word of its own; MAC addresses in any case. */
function isIn(line: string, value: string): boolean {
  const [text, word] = [line.toLowerCase(), value.toLowerCase()];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const around = `${text.charAt(at - 1)}${text.charAt(at + word.length)}`;
    if (!/\w/.test(around)) return true;
  }
  return false;
}

function numbersIn(
  line: string,
  owners: readonly Owned[],
  words: Class["words"],
): readonly Sighting[] {
  const tokens = tokensOf(line);
  return owners
    .filter(({ kind, value, parameter }) => {
      const before = words.get(parameter);
      return (
        kind === "integer" &&
        before !== undefined &&
        tokens.some((token, at) => token === value && before.has(beforeOf(tokens, at)))
      );
    })
    .map(({ value, parameter, source }) => ({ value, parameter, source }));
}

/** Words and numbers, with each address as one. */
export function tokensOf(line: string): readonly string[] {
  return (
    line.match(/\d{1,3}(?:\.\d{1,3}){3}|(?:[\da-f]{2}:){5}[\da-f]{2}|[\p{L}\p{N}_-]+/giu) ?? []
  );
}

/** The word before, and the one before that: `lvs id`. */
function beforeOf(tokens: readonly string[], at: number): string {
  return tokens
    .slice(Math.max(0, at - 2), at)
    .map((token) => (/^\d/.test(token) ? "0" : token.toLowerCase()))
    .join(" ");
}

/** What stands before each number that varies: where two variants of the same files differ in it. */
export function wordsBefore(
  params: Parameters,
  first: Plan,
  second: Plan,
): ReadonlyMap<string, ReadonlySet<string>> {
  const numbers = Object.entries(params).filter(([, one]) => one.vary && one.kind === "integer");
  const files = (plan: Plan) =>
    plan.nodes.flatMap(({ files }) => files.map((file) => textOf(file).split("\n")));
  const [a, b] = [files(first), files(second)];
  return new Map(
    numbers.map(([name]) => {
      const [x, y] = [String(first.params[name]), String(second.params[name])];
      const found = a.flatMap((lines, file) =>
        lines.flatMap((line, row) => {
          const [left, right] = [tokensOf(line), tokensOf(b[file]?.[row] ?? "")];
          return left.flatMap((token, at) =>
            token === x && right[at] === y ? [beforeOf(left, at)] : [],
          );
        }),
      );
      return [name, new Set(found)];
    }),
  );
}
