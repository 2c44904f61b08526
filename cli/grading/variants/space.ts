/** What values a varied parameter may have: as many as there are, by number. Pure. */
import {
  contains,
  formatSubnet,
  overlaps,
  parseSubnet,
  type Subnet,
} from "../../core/base/address.ts";
import { HalabError } from "../../core/base/error.ts";
import type { Parameter } from "../../core/lab/parameters.ts";

export interface Space {
  readonly size: bigint;
  /** From 0 to `size`, without `size`. */
  at(index: bigint): string;
  /** Whether a value is left out: the lab's own default, and what is reserved. */
  skips(value: string): boolean;
}

export type Parameters = Readonly<Record<string, Parameter>>;

/** 10.16.0.0 to 10.239.255.255: private (RFC 1918), and away from the edges that machines and clouds have for themselves. */
const [firstNet, pastNet] = [0x0a10_0000, 0x0af0_0000];
/** Larger ones would be few. */
const shortestPrefix = 16;

/** Those of a lab's parameters that vary, by name. Throws LAB_INVALID where one has nothing to draw from. */
export function spacesOf(lab: string, params: Parameters): ReadonlyMap<string, Space> {
  const defaults = Object.values(params).flatMap((one) => {
    const net = one.kind === "subnet" ? parseSubnet(one.default) : undefined;
    return net ? [net] : [];
  });
  const varied = Object.entries(params).filter(([, { vary }]) => vary);
  return new Map(
    varied.map(([name, parameter]) => {
      const space = spaceOf(parameter, defaults);
      if (typeof space !== "string") return [name, space];
      throw new HalabError("LAB_INVALID", `${lab}: parameter ${name} varies, but ${space}`);
    }),
  );
}

/** A text: why there is nothing to draw from. */
function spaceOf(parameter: Parameter, defaults: readonly Subnet[]): Space | string {
  switch (parameter.kind) {
    case "subnet":
      return subnets(parameter.default, defaults);
    case "integer":
      return integers(parameter);
    case "duration":
      return parameter.from ? words(parameter.from) : "has no `from` with its values";
    case "string":
      if (parameter.form !== undefined) return forms(parameter.form, parameter.default);
      return parameter.from ? words(parameter.from) : "has neither `from` nor `form`";
    default:
      throw parameter satisfies never;
  }
}

function subnets(text: string, defaults: readonly Subnet[]): Space | string {
  const own = parseSubnet(text);
  if (!own || own.prefix < shortestPrefix) return `its default is no network of /16 or smaller`;
  const step = 2 ** (32 - own.prefix);
  // Whoever has an address of the lab's defaults has it from there, and not from a neighbour's.
  const around = defaults.map(({ base }) => ({ base: base - (base % 2 ** 16), prefix: 16 }));
  return {
    size: BigInt((pastNet - firstNet) / step),
    at: (index: bigint) =>
      formatSubnet({ base: firstNet + Number(index) * step, prefix: own.prefix }),
    skips: (value: string) => {
      const net = parseSubnet(value);
      return net === undefined || around.some((one) => contains(one, net.base));
    },
  };
}

function integers(parameter: Extract<Parameter, { kind: "integer" }>): Space | string {
  const { min, max, unit, reserved = [] } = parameter;
  if (min === undefined || max === undefined || max <= min) return "has no `min` and `max`";
  // Of a time there are few values, and the default is as good as any.
  const left = new Set([...reserved, ...(unit === undefined ? [parameter.default] : [])]);
  return {
    size: BigInt(max - min + 1),
    at: (index: bigint) => String(min + Number(index)),
    skips: (value: string) => left.has(Number(value)),
  };
}

function words(from: readonly string[]): Space {
  return {
    size: BigInt(from.length),
    at: (index: bigint) => from[Number(index)] ?? "",
    skips: () => false,
  };
}

function forms(form: string, byDefault: string): Space {
  const digits = form.split("#").length - 1;
  return {
    size: 16n ** BigInt(digits),
    at: (index: bigint) => {
      const text = [...index.toString(16).padStart(digits, "0")];
      return form.replace(/#/g, () => text.shift() ?? "0");
    },
    skips: (value: string) => value === byDefault,
  };
}

/** Values of a class: networks that overlap are as bad as the same one. */
export class Taken {
  readonly #nets: Subnet[] = [];
  readonly #values = new Map<string, number>();

  add(name: string, value: string): void {
    const net = parseSubnet(value);
    if (net) this.#nets.push(net);
    const key = JSON.stringify([name, value]);
    this.#values.set(key, (this.#values.get(key) ?? 0) + 1);
  }

  /** How many have it. */
  times(name: string, value: string): number {
    const net = parseSubnet(value);
    if (net) return this.#nets.filter((other) => overlaps(net, other)).length;
    return this.#values.get(JSON.stringify([name, value])) ?? 0;
  }
}
