import { parseSubnet } from "../base/address.ts";
import { HalabError } from "../base/error.ts";
import { didYouMean } from "../base/nearest.ts";
import type { Renderer } from "../base/renderer.ts";
import { parseDurationMs } from "../base/time.ts";
import { tooEarly } from "./early.ts";
import type { Parameter } from "./parameters.ts";
import type { Problems } from "./problems.ts";

/** The parameters' values; one may use those before it: `default: "{{host subnet 100}}"`. */
export function paramValues(
  declared: Readonly<Record<string, Parameter>>,
  given: Readonly<Record<string, string>>,
  options: {
    readonly renderer: Renderer;
    readonly problems: Problems;
    /** Parameters with a mistake of their own, reported already. */
    readonly wrong: readonly string[];
    /** The whole file. */
    readonly raw: unknown;
  },
): Record<string, string | number> {
  const { renderer, problems, wrong, raw } = options;
  const all = [...Object.keys(declared), ...wrong];
  for (const name of Object.keys(given)) {
    if (all.includes(name)) continue;
    throw new HalabError("USAGE", `unknown parameter "${name}"${didYouMean(name, all)}`);
  }
  const values: Record<string, string | number> = Object.fromEntries(wrong.map(unset));
  for (const [name, parameter] of Object.entries(declared)) {
    try {
      values[name] = filledValue(name, parameter, { given: given[name], values, renderer });
    } catch (error) {
      if (!(error instanceof HalabError) || given[name] !== undefined) throw error;
      const text = String(parameter.default);
      const early = tooEarly(text, raw, declared) ?? laterOne(text, declared, values);
      problems.add(["params", name, "default"], early ? `${name}: ${early}` : error.message);
      values[name] = unset(name)[1];
    }
  }
  return values;
}

function filledValue(
  name: string,
  parameter: Parameter,
  from: {
    readonly given: string | undefined;
    readonly values: Readonly<Record<string, string | number>>;
    readonly renderer: Renderer;
  },
): string | number {
  const text = String(from.given ?? parameter.default);
  if (waits(text, from.values)) return unset(name)[1];
  const filled = text.includes("{{") ? from.renderer.render(text, from.values, name) : text;
  return check(name, parameter, filled);
}

/** One may use those before it only. */
function laterOne(
  text: string,
  declared: Readonly<Record<string, unknown>>,
  values: Readonly<Record<string, unknown>>,
): string | undefined {
  const used = namesIn(text);
  const later = Object.keys(declared).find((name) => !(name in values) && used.includes(name));
  return later && `"${later}" stands below it: a parameter may use those above it only`;
}

/** Every word between braces. */
function namesIn(text: string): readonly string[] {
  return (text.match(/\{\{.*?\}\}/g)?.join(" ") ?? "").split(/[^\w-]+/);
}

/** A parameter with a mistake must not make a second one of every string that uses it. */
function unset(name: string): [string, string] {
  return [name, `{{${name}}}`];
}

/** Uses a parameter that has no value because of a mistake. */
function waits(text: string, values: Readonly<Record<string, string | number>>): boolean {
  const used = namesIn(text);
  return Object.entries(values).some(
    ([name, value]) => value === unset(name)[1] && used.includes(name),
  );
}

function check(name: string, parameter: Parameter, value: string): string | number {
  const wrong = (must: string) =>
    new HalabError("USAGE", `parameter ${name}: "${value}" must be ${must}`);
  switch (parameter.kind) {
    case "integer": {
      const number = Number(value);
      if (!/^-?\d+$/.test(value)) throw wrong("a whole number");
      const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = parameter;
      if (number < min || number > max) throw wrong(`from ${min} to ${max}`);
      return number;
    }
    case "duration":
      if (parseDurationMs(value) === undefined) throw wrong('a duration like "1s"');
      return value;
    case "subnet":
      if (!parseSubnet(value)) throw wrong("a subnet like 10.77.0.0/24");
      return value;
    case "string":
      return value;
    default:
      throw parameter satisfies never;
  }
}

/** Every string of the file with its `{{...}}` filled in; `params` itself is left as it is. */
export function renderStrings(
  raw: unknown,
  params: Readonly<Record<string, string | number>>,
  renderer: Renderer,
  problems: Problems,
): unknown {
  const walk = (value: unknown, path: readonly (string | number)[]): unknown => {
    if (typeof value === "string") return value.includes("{{") ? fill(value, path) : value;
    if (Array.isArray(value)) return value.map((item, index) => walk(item, [...path, index]));
    if (typeof value !== "object" || value === null) return value;
    if (path.length === 1 && path[0] === "params") return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, walk(item, [...path, key])]),
    );
  };
  const fill = (text: string, path: readonly (string | number)[]): string => {
    if (waits(text, params)) return text;
    try {
      return renderer.render(text, params, "");
    } catch (error) {
      if (!(error instanceof HalabError)) throw error;
      problems.add(path, tooEarly(text, raw, params) ?? error.message.replace(/^: /, ""));
      return text;
    }
  };
  return walk(raw, []);
}
