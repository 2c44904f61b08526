import { parseSubnet } from "./address.ts";
import { HalabError } from "./error.ts";
import { didYouMean } from "./nearest.ts";
import type { Problems } from "./problems.ts";
import type { Renderer } from "./renderer.ts";
import type { Parameter } from "./schema.ts";
import { parseDurationMs } from "./time.ts";

/** The parameters' values; one may use those before it: `default: "{{host subnet 100}}"`. */
export function paramValues(
  declared: Readonly<Record<string, Parameter>>,
  given: Readonly<Record<string, string>>,
  renderer: Renderer,
  problems: Problems,
): Record<string, string | number> {
  for (const name of Object.keys(given)) {
    if (declared[name]) continue;
    throw new HalabError(
      "USAGE",
      `unknown parameter "${name}"${didYouMean(name, Object.keys(declared))}`,
    );
  }
  const values: Record<string, string | number> = {};
  for (const [name, parameter] of Object.entries(declared)) {
    const text = String(given[name] ?? parameter.default);
    try {
      const value = text.includes("{{") ? renderer.render(text, values, name) : text;
      values[name] = check(name, parameter, value);
    } catch (error) {
      if (!(error instanceof HalabError)) throw error;
      if (given[name] !== undefined) throw error;
      problems.add(["params", name, "default"], error.message);
      values[name] = text;
    }
  }
  return values;
}

function check(name: string, parameter: Parameter, value: string): string | number {
  const wrong = (must: string) =>
    new HalabError("USAGE", `parameter ${name}: "${value}" must be ${must}`);
  switch (parameter.kind) {
    case "integer": {
      const number = Number(value);
      if (!Number.isInteger(number)) throw wrong("a whole number");
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
    try {
      return renderer.render(text, params, "");
    } catch (error) {
      if (!(error instanceof HalabError)) throw error;
      problems.add(path, error.message.replace(/^: /, ""));
      return text;
    }
  };
  return walk(raw, []);
}
