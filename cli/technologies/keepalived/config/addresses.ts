/** The addresses that an instance moves, as they are written. */
import type { Word } from "./statements.ts";
import { blocksOf, type Statement, statementsIn } from "./tree.ts";
import { numberOf } from "./values.ts";

/** A line of virtual_ipaddress: "10.0.0.1/24 dev eth0 label eth0:1". */
export interface VirtualAddress {
  readonly address: string;
  /** Undefined: none is written, and it is a /32 (/128). */
  readonly prefix: number | undefined;
  readonly at: Word;
  /** Undefined: the instance's own interface. */
  readonly device: Word | undefined;
}

function addressOf({ at, args }: Statement): VirtualAddress {
  const [address = "", prefix] = at.value.split("/");
  const before = args.findIndex(({ value }) => value === "dev");
  return {
    address,
    prefix: numberOf(prefix),
    at,
    device: before < 0 ? undefined : args[before + 1],
  };
}

export function addressesIn(block: Statement, name: string): readonly VirtualAddress[] {
  return blocksOf(block, name).flatMap((list) => statementsIn(list).map(addressOf));
}

export function isIpv6(address: string): boolean {
  return address.includes(":");
}
