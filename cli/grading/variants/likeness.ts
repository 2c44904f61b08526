/** Whether a variant is the lab itself but for its own values, and what of the lab's own values is left in it. Pure. */
import { contains, parseAddress, parseSubnet, type Subnet } from "../../core/base/address.ts";
import { textOf } from "../../core/cluster/content.ts";
import type { Plan } from "../../core/cluster/plan.ts";
import type { Parameters } from "./space.ts";

/** The lab with its defaults, and as one student has it. */
export interface Pair {
  readonly params: Parameters;
  readonly first: Plan;
  readonly own: Plan;
}

/** Times that differ by more would make one student's exercise longer than another's. */
const fairShare = 0.1;

const address = /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?!\w|\.\d)/g;

/** Shorter values may stand for something else. */
const longValue = 8;

/** Addresses and long values of the lab's defaults that a text of the variant still has: sentences. */
export function leftIn(text: string, where: string, pair: Pair): readonly string[] {
  const { first, own, params } = pair;
  const now = new Set(own.segments.map(({ subnet }) => subnet));
  const before = netsOf(first).filter((_, at) => !now.has(first.segments[at]?.subnet ?? ""));
  const values = longValues(params, first).filter(([name, value]) => own.params[name] !== value);
  return text.split("\n").flatMap((line, at) => {
    const addresses = (line.match(address) ?? []).filter((one) =>
      before.some((net) => contains(net, parseAddress(one) ?? -1)),
    );
    const others = values.map(([, value]) => value).filter((value) => line.includes(value));
    return [...addresses, ...others].map(
      (one) => `${where}:${at + 1} has ${one}, which is the lab's default`,
    );
  });
}

/** The varied ones that are long enough to be known wherever they stand, by name. */
function longValues(params: Parameters, plan: Plan): readonly (readonly [string, string])[] {
  return Object.entries(params).flatMap(([name, { vary, kind }]) => {
    const value = String(plan.params[name] ?? "");
    return vary && kind === "string" && value.length >= longValue ? [[name, value] as const] : [];
  });
}

function netsOf({ segments }: Plan): readonly Subnet[] {
  return segments.flatMap(({ subnet }) => parseSubnet(subnet) ?? []);
}

/** Every text of a plan that a student's cluster is made of, by its place. */
export function textsOf(plan: Plan): ReadonlyMap<string, string> {
  const files = plan.nodes.flatMap(({ name, files }) =>
    files.map((file) => [`${name}${file.path}`, textOf(file)] as const),
  );
  const rest = plan.nodes.map(
    ({ name, routes, sysctls, nameservers, services }) =>
      [`the node ${name}`, lines({ routes, sysctls, nameservers, services })] as const,
  );
  const { probes, steps, settleMs } = plan;
  return new Map([
    ...files,
    ...rest,
    ...probes.map((probe) => [`the probe ${probe.name}`, lines(probe)] as const),
    ...steps.map((step) => [`the step ${step.id}`, lines(step)] as const),
    ["the lab's settle", String(settleMs)],
  ]);
}

function lines(value: unknown): string {
  return JSON.stringify(value, null, 1);
}

/**
 * What differs, and is neither an address at the same place of its network, nor the value of a parameter that varies,
 * nor a time within 10 %. Sentences; empty: the same configuration is in force, so the same formulas with the same
 * inputs, and the same checks with the same points.
 */
export function differences(pair: Pair): readonly string[] {
  const [first, own] = [textsOf(pair.first), textsOf(pair.own)];
  const missing = [...first.keys()].filter((place) => !own.has(place));
  const more = [...own.keys()].filter((place) => !first.has(place));
  const explained = explanations(pair);
  return [
    ...missing.map((place) => `there is no ${place}`),
    ...more.map((place) => `there is ${place}, which the lab itself has not`),
    ...[...first].flatMap(([place, text]) => {
      const mine = own.get(place);
      if (mine === undefined || mine === text) return [];
      const words = (one: string, plan: Plan) => masked(one, plan, pair.params);
      const difference = differenceOf(words(text, pair.first), words(mine, pair.own), explained);
      return difference === undefined ? [] : [`${place}: ${difference}`];
    }),
  ];
}

/** Words, with addresses by their place in their segment, and long values by the names of their parameters. */
function masked(text: string, plan: Plan, params: Parameters): readonly string[] {
  const nets = netsOf(plan);
  let named = text;
  for (const [name, value] of longValues(params, plan))
    named = named.replaceAll(value, `value_${name}`);
  const placed = named.replace(address, (one) => {
    const value = parseAddress(one);
    const at = nets.findIndex((net) => value !== undefined && contains(net, value));
    const net = nets[at];
    return value === undefined || !net ? one : `net${at}at${value - net.base}`;
  });
  return placed.match(/\w+|[^\w\s]/g) ?? [];
}

type Explains = (first: string, own: string) => boolean;

function differenceOf(
  first: readonly string[],
  own: readonly string[],
  explains: Explains,
): string | undefined {
  const at = first.findIndex((word, index) => {
    const mine = own[index];
    return mine !== word && (mine === undefined || !explains(word, mine));
  });
  if (at < 0) return own.length === first.length ? undefined : "it has more in it";
  const around = (words: readonly string[]) => words.slice(Math.max(0, at - 3), at + 2).join(" ");
  return `"${around(own)}" instead of "${around(first)}"`;
}

/** Pairs of words that a varied parameter makes of each other. */
function explanations({ params, first, own }: Pair): Explains {
  const pairs = new Set<string>();
  for (const [name, { vary, kind }] of Object.entries(params)) {
    if (!vary || kind === "subnet") continue;
    const split = (plan: Plan) => String(plan.params[name] ?? "").match(/\w+|[^\w\s]/g) ?? [];
    const mine = split(own);
    split(first).forEach((word, at) => {
      pairs.add(JSON.stringify([word, mine[at]]));
    });
  }
  const timed = Object.values(params).some(isTime);
  return (a, b) => pairs.has(JSON.stringify([a, b])) || (timed && about(a, b));
}

/** What variants must have about the same of. */
export function isTime(parameter: Parameters[string]): boolean {
  if (!parameter.vary) return false;
  return (
    parameter.kind === "duration" || (parameter.kind === "integer" && parameter.unit !== undefined)
  );
}

/** Two numbers, or a number in a unit, that are within 10 % of each other. */
export function about(a: string, b: string): boolean {
  const parts = (text: string) => /^(\d+(?:\.\d+)?)([a-z]*)$/.exec(text) ?? [];
  const [[, x, unit], [, y, other]] = [parts(a), parts(b)];
  if (x === undefined || y === undefined || unit !== other) return false;
  return Math.abs(Number(y) - Number(x)) <= fairShare * Number(x);
}
