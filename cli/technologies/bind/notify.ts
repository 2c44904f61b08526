/** NOTIFY messages as they leave a node's cable (RFC 1996 3, RFC 1035 4). */
import { z } from "zod";
import type { HeardFrames } from "../../core/kinds/reader.ts";

const schema = z.object({
  zone: z.string(),
  /** Its new serial, as the message hints; left out where it does not say, or was cut off. */
  serial: z.number().int().min(0).optional(),
  /** Addresses: whose word it is, and whom it is for. */
  source: z.string(),
  to: z.string(),
});

/** One NOTIFY. */
export type Notify = Readonly<z.infer<typeof schema>>;

const headerBytes = 12;
const soa = 6;
const answersAt = 6;

/** Where a name ends, and what it is up to there; a pointer ends it (RFC 1035 4.1.4). Undefined: it is cut off. */
function nameAt(
  bytes: Buffer,
  begin: number,
): { readonly name: string; readonly end: number } | undefined {
  const labels: string[] = [];
  for (let at = begin; at < bytes.length; ) {
    const length = bytes[at] ?? 0;
    if (length === 0) return { name: labels.join("."), end: at + 1 };
    if (length >= 0xc0) return { name: labels.join("."), end: at + 2 };
    labels.push(bytes.toString("latin1", at + 1, at + 1 + length));
    at += 1 + length;
  }
  return undefined;
}

/** Of the SOA record in the answer section, which is a hint (RFC 1996 3.7). */
function serialAt(bytes: Buffer, begin: number): number | undefined {
  const owner = nameAt(bytes, begin);
  // Behind the type: class, TTL, length.
  if (!owner || bytes.length < owner.end + 10 || bytes.readUInt16BE(owner.end) !== soa)
    return undefined;
  const mname = nameAt(bytes, owner.end + 10);
  const rname = mname && nameAt(bytes, mname.end);
  return rname && bytes.length >= rname.end + 4 ? bytes.readUInt32BE(rname.end) : undefined;
}

function parse(payload: Uint8Array, source: string, to: string): Notify | undefined {
  const bytes = Buffer.from(payload);
  const asked = nameAt(bytes, headerBytes);
  if (!asked || bytes.length < asked.end + 4 || bytes.readUInt16BE(asked.end) !== soa)
    return undefined;
  const serial = bytes.readUInt16BE(answersAt) > 0 ? serialAt(bytes, asked.end + 4) : undefined;
  const zone = asked.name.toLowerCase();
  return { zone, ...(serial === undefined ? {} : { serial }), source, to };
}

/** A message and no answer to one, with opcode 4: the first byte behind its id. */
export const notifies: HeardFrames<Notify> = {
  of: { port: 53, at: 2, mask: 0xf8, value: 0x20 },
  schema,
  parse,
};
