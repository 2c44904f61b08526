/** What BIND has in force: the TTLs that it serves, and how long it keeps what it was told. */

/** One node's BIND. Times in seconds. */
export interface DnsInForce {
  /** Of the names that were asked for: the TTL of their addresses, where it answers with authority. */
  readonly ttlS: Readonly<Record<string, number>>;
  /** A resolver keeps nothing longer than this, whatever the TTL says. */
  readonly maxCacheS: number;
  /** Nor shorter than this. */
  readonly minCacheS: number;
}

/** BIND's own defaults (reference manual, max-cache-ttl and min-cache-ttl): a week, and 0. */
const maxCacheDefaultS = 604_800;

const units: Readonly<Record<string, number>> = { w: 604_800, d: 86_400, h: 3600, m: 60, s: 1 };

/** "3600", "1h30m", "PT1H" (reference manual, duration) -> seconds. */
export function bindSeconds(text: string): number | undefined {
  const words = text.toLowerCase().replace(/^p|t/g, "");
  const parts = [...words.matchAll(/(\d+)([wdhms]?)/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join("") !== words) return undefined;
  return parts.reduce((sum, [, value, unit]) => sum + Number(value) * (units[unit || "s"] ?? 1), 0);
}

function setting(text: string, key: string): number | undefined {
  const value = new RegExp(`^\\s*${key}\\s+"?([^";\\s]+)"?;`, "m").exec(text)?.[1];
  return value === undefined ? undefined : bindSeconds(value);
}

/**
 * The TTL of the addresses in dig's answer (+comments +answer); undefined: none, or without authority.
 * Through a CNAME it is that of the addresses behind it: they are what changes.
 */
export function answeredTtl(text: string): number | undefined {
  if (!/^;; flags:[^;]*\baa\b/m.test(text)) return undefined;
  const found = [...text.matchAll(/^\S+\s+(\d+)\s+IN\s+A\s+\S+$/gm)];
  const ttls = found.map(([, ttl]) => Number(ttl));
  return ttls.length === 0 ? undefined : Math.max(...ttls);
}

/** `named-checkconf -p`, and dig's answers by the name that was asked for. */
export function parseBind(configuration: string, answers: ReadonlyMap<string, string>): DnsInForce {
  const ttlS: Record<string, number> = {};
  for (const [name, text] of answers) {
    const ttl = answeredTtl(text);
    if (ttl !== undefined) ttlS[name] = ttl;
  }
  return {
    ttlS,
    maxCacheS: setting(configuration, "max-cache-ttl") ?? maxCacheDefaultS,
    minCacheS: setting(configuration, "min-cache-ttl") ?? 0,
  };
}
