/** VRRP's adverts as they leave a node's cable (RFC 3768 5.1, RFC 9568 5.1). */
import { z } from "zod";
import type { HeardFrames } from "../../core/kinds/reader.ts";

const schema = z.object({
  version: z.union([z.literal(2), z.literal(3)]),
  vrid: z.number().int().min(1).max(255),
  /** 0: the master resigns. */
  priority: z.number().int().min(0).max(255),
  /** As sent: whole seconds in VRRPv2, hundredths in VRRPv3. */
  advertS: z.number().min(0),
  source: z.string(),
  addresses: z.array(z.string()).readonly(),
});

/** One advert. Times in seconds. */
export type Advert = Readonly<z.infer<typeof schema>>;

const headerBytes = 8;
/** An advert, the only type that there is. */
const advertType = 1;

function parse(payload: Uint8Array, source: string): Advert | undefined {
  const [first = 0, vrid = 0, priority = 0, count = 0, high = 0, low = 0] = payload;
  const version = first >> 4;
  if (payload.length < headerBytes || (first & 0xf) !== advertType || vrid === 0) return undefined;
  if (version !== 2 && version !== 3) return undefined;
  // VRRPv2: the type of authentication, then seconds. VRRPv3: 4 bits reserved, then 12 bits of centiseconds.
  const advertS = version === 3 ? (((high & 0xf) << 8) | low) / 100 : low;
  const addresses = Array.from({ length: count }, (_, at) => {
    const begin = headerBytes + 4 * at;
    return payload.subarray(begin, begin + 4);
  });
  return {
    ...{ version, vrid, priority, advertS, source },
    addresses: addresses.flatMap((one) => (one.length === 4 ? [one.join(".")] : [])),
  };
}

/** A stream is a version, the type, and a router id. */
export const adverts: HeardFrames<Advert> = {
  of: { protocol: 112, keyBytes: 2 },
  schema,
  parse,
};
