/** What templates, and strings of lab.yaml, can work out. */
import { formatAddress, parseSubnet } from "../core/base/address.ts";

interface Helper {
  readonly name: string;
  readonly about: string;
  /** With what it gives, where `subnet` is 10.77.0.0/24, and `advert` 1. */
  readonly example: readonly [template: string, gives: string];
  readonly call: (...given: readonly unknown[]) => string | number | boolean;
}

export const helpers: readonly Helper[] = [
  {
    name: "host",
    about: "An address of a network, by its number.",
    example: ["{{host subnet 100}}", "10.77.0.100"],
    call: (subnet, index) => formatAddress(subnetOf(subnet).base + numberOf(index)),
  },
  {
    name: "prefix",
    about: "A network's length in bits.",
    example: ["{{prefix subnet}}", "24"],
    call: (subnet) => subnetOf(subnet).prefix,
  },
  {
    name: "add",
    about: "Two numbers together: limits that follow a parameter.",
    example: ["{{add advert 2}}s", "3s"],
    call: (a, b) => numberOf(a) + numberOf(b),
  },
  {
    name: "multiply",
    about: "One number times another.",
    example: ["{{add (multiply advert 4) 2}}s", "6s"],
    call: (a, b) => numberOf(a) * numberOf(b),
  },
  {
    name: "eq",
    about: "Whether two values are the same, for `#if`.",
    example: ["{{#if (eq advert 1)}}yes{{/if}}", "yes"],
    call: (a, b) => a === b,
  },
];

/** Strict mode says nothing of a helper's arguments: a missing variable reaches it as undefined. */
function subnetOf(value: unknown) {
  if (value === undefined) throw new Error("the subnet that a helper asks for is not set");
  const subnet = parseSubnet(String(value));
  if (!subnet) throw new Error(`"${String(value)}" is not a subnet`);
  return subnet;
}

function numberOf(value: unknown): number {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (value === undefined) throw new Error("the number that a helper asks for is not set");
  if (typeof number === "number" && Number.isFinite(number)) return number;
  throw new Error(`"${String(value)}" is not a number`);
}
