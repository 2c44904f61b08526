/** IPv4 arithmetic: labs are IPv4, as the courses are. */

export interface Subnet {
  /** Network address as an unsigned 32-bit number. */
  readonly base: number;
  readonly prefix: number;
}

export function parseAddress(text: string): number | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (!match) return undefined;
  const parts = match.slice(1).map(Number);
  if (parts.some((part) => part > 255)) return undefined;
  return parts.reduce((value, part) => value * 256 + part, 0);
}

export function formatAddress(value: number): string {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join(".");
}

/** "10.77.0.0/24"; undefined when it is not a subnet or has host bits set. */
export function parseSubnet(text: string): Subnet | undefined {
  const [address, bits, rest] = text.split("/");
  if (!address || !bits || rest !== undefined || !/^\d{1,2}$/.test(bits)) return undefined;
  const base = parseAddress(address);
  const prefix = Number(bits);
  if (base === undefined || prefix < 1 || prefix > 30) return undefined;
  return base % 2 ** (32 - prefix) === 0 ? { base, prefix } : undefined;
}

export function formatSubnet(subnet: Subnet): string {
  return `${formatAddress(subnet.base)}/${subnet.prefix}`;
}

export function contains(subnet: Subnet, address: number): boolean {
  return address >= subnet.base && address < subnet.base + 2 ** (32 - subnet.prefix);
}

/** Usable by a host: not the network address, not the broadcast address. */
export function isHostOf(subnet: Subnet, address: number): boolean {
  const size = 2 ** (32 - subnet.prefix);
  return address > subnet.base && address < subnet.base + size - 1;
}

export function overlaps(a: Subnet, b: Subnet): boolean {
  return contains(a, b.base) || contains(b, a.base);
}

/** How many addresses FIRST-LAST is; undefined: it is no such range. */
export function rangeSize(text: string): number | undefined {
  const [first, last, ...more] = text.split("-").map(parseAddress);
  if (first === undefined || last === undefined || more.length > 0) return undefined;
  return last < first ? undefined : last - first + 1;
}
