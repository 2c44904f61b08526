/**
 * Edits of a zone in named's own form (named-compilezone -s full): one record a line, every name
 * whole, "www.lab.test.\t4 IN A\t192.0.2.80".
 */

/** An address record; the name without its final dot, in lower case. */
export interface AddressRecord {
  readonly name: string;
  readonly address: string;
}

// OWNER TTL IN SOA MNAME RNAME SERIAL
const soa = /^(\S+\s+\d+\s+IN\s+SOA\s+\S+\s+\S+\s+)(\d+)/m;

/** The SOA record's serial; undefined: there is none. */
export function serialIn(text: string): number | undefined {
  const serial = soa.exec(text)?.[2];
  return serial === undefined ? undefined : Number(serial);
}

/** The SOA record around its serial, in a zone's text or in dig's words. */
export function soaIn(text: string) {
  const row = /^\S+\s+(\d+)\s+IN\s+SOA\s+(\S+\s+\S+)\s+(\d+)\s+(\d+ \d+ \d+ \d+)/m.exec(text);
  if (!row) return undefined;
  const [, ttl, names = "", serial, timers = ""] = row;
  return { ttlS: Number(ttl), names, serial: Number(serial), timers };
}

export function withSerial(text: string, serial: number): string {
  return text.replace(soa, (_, head: string) => `${head}${serial}`);
}

/** The address in a line that is an A record of this name. */
function addressIn(line: string, name: string): string | undefined {
  const [owner = "", , , type, address] = line.split(/\s+/);
  return owner.toLowerCase() === `${name}.` && type === "A" ? address : undefined;
}

export function withoutRecord(text: string, { name, address }: AddressRecord): string {
  const lines = text.split("\n");
  return lines.filter((line) => addressIn(line, name) !== address).join("\n");
}

/** Once, whether it was there or not. */
export function withRecord(text: string, record: AddressRecord, ttlS: number): string {
  const rest = withoutRecord(text, record).trimEnd();
  return `${rest}\n${record.name}. ${ttlS} IN A ${record.address}\n`;
}
