import { readFileSync } from "node:fs";
import { formatSubnet, overlaps, parseSubnet, type Subnet } from "../../core/base/address.ts";
import { HalabError } from "../../core/base/error.ts";

/**
 * The engine wants addresses of its own for every network. Nodes never use them: their init takes
 * them away. They come from 198.18.0.0/15 (benchmarks, RFC 2544), then 100.64.0.0/10 (RFC 6598).
 */
const pools: readonly Subnet[] = [
  { base: 0xc6_12_00_00, prefix: 15 },
  { base: 0x64_40_00_00, prefix: 10 },
];

/** Subnets for `hosts` addresses that meet nothing in `taken`, at most `count`. */
export function freeSubnets(taken: readonly Subnet[], hosts: number, count: number): Subnet[] {
  // Network, broadcast and the gateway that the engine insists on reserving.
  const prefix = 32 - Math.ceil(Math.log2(hosts + 3));
  const size = 2 ** (32 - prefix);
  const found: Subnet[] = [];
  for (const pool of pools) {
    const end = pool.base + 2 ** (32 - pool.prefix);
    for (let base = pool.base; base < end && found.length < count; base += size) {
      const candidate = { base, prefix };
      if (!taken.some((other) => overlaps(candidate, other))) found.push(candidate);
    }
  }
  return found;
}

/** Subnets that this machine routes (Linux; /proc/net/route, proc(5)); none elsewhere. */
export function hostRoutes(): Subnet[] {
  let text: string;
  try {
    text = readFileSync("/proc/net/route", "utf8");
  } catch {
    return [];
  }
  return text
    .split("\n")
    .slice(1)
    .flatMap((line) => {
      const [, destination, , , , , , mask] = line.split(/\s+/);
      if (!destination || !mask || mask === "00000000") return [];
      const prefix = [...fromHex(mask).toString(2)].filter((bit) => bit === "1").length;
      return [{ base: fromHex(destination), prefix }];
    });
}

/** Addresses there are little-endian hexadecimal. */
function fromHex(text: string): number {
  const bytes = text.match(/../g)?.reverse() ?? [];
  return Number.parseInt(bytes.join(""), 16);
}

export function requireSubnet(found: Subnet | undefined, taken: readonly Subnet[]): Subnet {
  if (found) return found;
  const sample = taken.slice(0, 5).map(formatSubnet).join(", ");
  throw new HalabError(
    "CAPABILITY_MISSING",
    `no free subnet for a segment (taken: ${sample}, ...)`,
    {
      hint: "halab gc; docker network prune",
    },
  );
}

interface Networked {
  readonly IPAM?:
    | { readonly Config?: readonly { readonly Subnet?: string | undefined }[] | null | undefined }
    | undefined;
}

export function subnetsOfNetworks(networks: readonly Networked[]): Subnet[] {
  return networks.flatMap((network) =>
    (network.IPAM?.Config ?? []).flatMap((config) => parseSubnet(config.Subnet ?? "") ?? []),
  );
}
