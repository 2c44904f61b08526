/** HAProxy's conditions (configuration manual, 7), as far as an address, a port and a path decide them. */
import { z } from "zod";

const test = z.object({
  /** `unknown`: what decides is not in the request's address, or is not read here. */
  what: z.enum(["path", "host", "port", "true", "unknown"]),
  how: z.enum(["str", "beg", "end", "sub"]),
  nocase: z.boolean(),
  values: z.array(z.string()).readonly(),
});
type Test = Readonly<z.infer<typeof test>>;

const term = z.object({
  not: z.boolean(),
  /** One of them is enough: an acl may be declared again and again. */
  any: z.array(test).readonly(),
});
type Term = Readonly<z.infer<typeof term>>;

export const condition = z.object({
  /** `unless` instead of `if`. */
  unless: z.boolean(),
  /** Alternatives, each of terms that all hold. */
  any: z.array(z.array(term).readonly()).readonly(),
});
export type Condition = Readonly<z.infer<typeof condition>>;

/** What a probe asks. */
export interface Request {
  /** Undefined: it asks by name. */
  readonly address: string | undefined;
  readonly port: number;
  /** Undefined: it is no HTTP. */
  readonly path: string | undefined;
  readonly host: string | undefined;
}

const unreadable: Test = { what: "unknown", how: "str", nocase: false, values: [] };

const suffixes: Readonly<Record<string, Test["how"]>> = {
  "": "str",
  _str: "str",
  _beg: "beg",
  _end: "end",
  _sub: "sub",
};

/** "path_beg" and "hdr_beg(host)" -> what is looked at, and how. */
const fetchWord =
  /^(?:(path)(_[a-z]+)?|(?:req\.)?hdr(_[a-z]+)?\(host\)|(dst_port|always_true|always_false))((?:,lower)?)$/i;

/** The words of an acl without its name, or of what stands between braces. */
export function testOf(words: readonly string[]): Test {
  const [fetch = "", ...rest] = words;
  const match = fetchWord.exec(fetch);
  if (!match) return unreadable;
  const [, path, pathHow, hostHow, other, lower = ""] = match;
  if (other !== undefined) return otherTest(other, rest);
  const own = suffixes[(path ? pathHow : hostHow) ?? ""];
  const { how = own, nocase, values } = flagsOf(rest);
  if (how === undefined || values === undefined) return unreadable;
  return { what: path ? "path" : "host", how, nocase: nocase || lower !== "", values };
}

interface Flags {
  readonly how?: Test["how"] | undefined;
  readonly nocase: boolean;
  /** Undefined: there is a flag that is not read here. */
  readonly values: readonly string[] | undefined;
}

/** -i, -m METHOD and -- before the values (7.1). */
function flagsOf(words: readonly string[]): Flags {
  const [flag = "", next = "", ...rest] = words;
  if (flag === "--") return { nocase: false, values: words.slice(1) };
  if (flag === "-i") return { ...flagsOf(words.slice(1)), nocase: true };
  if (flag !== "-m") return { nocase: false, values: flag.startsWith("-") ? undefined : words };
  const how = suffixes[`_${next}`];
  const others = flagsOf(rest);
  return how === undefined ? { nocase: false, values: undefined } : { ...others, how };
}

function otherTest(fetch: string, values: readonly string[]): Test {
  if (fetch === "always_true") return { what: "true", how: "str", nocase: false, values };
  const plain = fetch === "dst_port" && values.every((value) => /^\d+$/.test(value));
  return plain ? { what: "port", how: "str", nocase: false, values } : unreadable;
}

export type Acls = ReadonlyMap<string, readonly Test[]>;

/** Of a rule, from its word `if` or `unless` on; no such word: it always holds. */
export function conditionOf(words: readonly string[], acls: Acls): Condition {
  const [first, ...rest] = words;
  if (first === undefined) return { unless: false, any: [[]] };
  if (first !== "if" && first !== "unless")
    return { unless: false, any: [[{ not: false, any: [unreadable] }]] };
  return { unless: first === "unless", any: alternatives(rest, acls) };
}

/** No word has it, so it can stand between them. */
const gap = "\0";

/** "!" marks, then what stands between braces, or `or`, or an acl's name. */
const element = /((?:!\0?)*)(?:\{\0(.*?)\0\}|(or|\|\|)|([^\0]+))(?=\0|$)/gs;

function alternatives(words: readonly string[], acls: Acls): Term[][] {
  const any: Term[][] = [[]];
  for (const [, marks = "", inside, or, name = ""] of words.join(gap).matchAll(element)) {
    if (or !== undefined) any.push([]);
    else {
      const not = marks.replaceAll(gap, "").length % 2 === 1;
      const tests = inside === undefined ? acls.get(name) : [testOf(inside.split(gap))];
      any.at(-1)?.push({ not, any: tests ?? [unreadable] });
    }
  }
  return any;
}

/** Undefined: it cannot be told from what is asked. */
export function holds(one: Condition, request: Request): boolean | undefined {
  const found = some(one.any.map((terms) => every(terms.map((each) => termHolds(each, request)))));
  return found === undefined ? undefined : found !== one.unless;
}

function termHolds({ not, any }: Term, request: Request): boolean | undefined {
  const found = some(any.map((each) => testHolds(each, request)));
  return found === undefined ? undefined : found !== not;
}

function testHolds({ what, how, nocase, values }: Test, request: Request): boolean | undefined {
  if (what === "true") return true;
  if (what === "unknown") return undefined;
  const text = what === "port" ? String(request.port) : request[what];
  if (text === undefined) return undefined;
  const fold = (one: string) => (nocase ? one.toLowerCase() : one);
  return values.some((value) => matches[how](fold(text), fold(value)));
}

const matches: Readonly<Record<Test["how"], (text: string, value: string) => boolean>> = {
  str: (text, value) => text === value,
  beg: (text, value) => text.startsWith(value),
  end: (text, value) => text.endsWith(value),
  sub: (text, value) => text.includes(value),
};

function every(all: readonly (boolean | undefined)[]): boolean | undefined {
  if (all.includes(false)) return false;
  return all.includes(undefined) ? undefined : true;
}

function some(all: readonly (boolean | undefined)[]): boolean | undefined {
  if (all.includes(true)) return true;
  return all.includes(undefined) ? undefined : false;
}
