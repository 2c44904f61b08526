/** What BIND has in force, parsed from what named and its tools say. */
import { recordsIn } from "../named.ts";

/** One zone of one node. Times in seconds, as that node keeps to them. */
export interface ZoneTimers {
  readonly zone: string;
  readonly type: "primary" | "secondary";
  readonly serial: number;
  /** Of the SOA record, within this node's limits (min-refresh-time and so on). */
  readonly refreshS: number;
  readonly retryS: number;
  readonly expireS: number;
  readonly notifyDelayS: number;
}

/** One node's BIND. Times in seconds. */
export interface BindInForce {
  /** Those that are loaded. */
  readonly zones: readonly ZoneTimers[];
  /** Of the names that were asked for: the TTL of their addresses, where it answers with authority. */
  readonly ttlS: Readonly<Record<string, number>>;
  /** A resolver keeps nothing longer than this, whatever the TTL says. */
  readonly maxCacheS: number;
  /** Nor shorter than this. */
  readonly minCacheS: number;
}

/** named's defaults (bin/named/config.c). */
const defaults: Readonly<Record<string, number>> = {
  "min-refresh-time": 300,
  "max-refresh-time": 2_419_200,
  "min-retry-time": 500,
  "max-retry-time": 1_209_600,
  "notify-delay": 5,
  "max-cache-ttl": 604_800,
  "min-cache-ttl": 0,
};

/** DNS_MAX_EXPIRE (lib/dns/zone.c): 24 weeks. */
const maxExpireS = 14_515_200;

const units: Readonly<Record<string, number>> = { w: 604_800, d: 86_400, h: 3600, m: 60, s: 1 };

/** "3600", "1h30m", "PT1H" (reference manual, duration) -> seconds. */
export function bindSeconds(text: string): number | undefined {
  const words = text.toLowerCase().replace(/^p|t/g, "");
  const parts = [...words.matchAll(/(\d+)([wdhms]?)/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join("") !== words) return undefined;
  return parts.reduce((sum, [, value, unit]) => sum + Number(value) * (units[unit || "s"] ?? 1), 0);
}

interface Block {
  readonly seconds: Map<string, number>;
  type: string;
}

/** The statements of `named-checkconf -p` below `options` and below each zone. */
function blocksOf(text: string): Map<string, Block> {
  const found = new Map<string, Block>();
  let block: Block = { seconds: new Map(), type: "" };
  for (const line of text.split("\n")) {
    const zone = /^\s*zone "([^"]+)"/.exec(line)?.[1]?.replace(/\.$/, "");
    const name = zone ?? (/^options \{/.test(line) ? "options" : undefined);
    if (name !== undefined) {
      block = { seconds: new Map(), type: "" };
      found.set(name, block);
    }
    const [, key = "", value = ""] = /^\s+([a-z-]+) "?([\w-]+)"?;$/.exec(line) ?? [];
    const seconds = bindSeconds(value);
    if (key === "type") block.type = value;
    else if (seconds !== undefined) block.seconds.set(key, seconds);
  }
  return found;
}

const types: Readonly<Record<string, ZoneTimers["type"]>> = {
  primary: "primary",
  master: "primary",
  secondary: "secondary",
  slave: "secondary",
};

const soaLine = /^(\S+)\.\s+\d+\s+IN\s+SOA\s+\S+\s+\S+\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s+\d+$/gm;

/** As BIND's RANGE(): the least wins over the most. */
function within(value: number, least: number, most: number): number {
  return value < least ? least : Math.min(value, most);
}

function timersIn(text: string, blocks: ReadonlyMap<string, Block>): ZoneTimers[] {
  return [...text.matchAll(soaLine)].flatMap((match) => {
    const [, zone = "", ...fields] = match;
    const [serial = 0, refresh = 0, retry = 0, expire = 0] = fields.map(Number);
    const type = types[blocks.get(zone)?.type ?? ""];
    if (!type) return [];
    const setting = (key: string) => settingOf(blocks, key, zone);
    const range = (value: number, what: string) =>
      within(value, setting(`min-${what}-time`), setting(`max-${what}-time`));
    const [refreshS, retryS] = [range(refresh, "refresh"), range(retry, "retry")];
    const expireS = within(expire, refreshS + retryS, maxExpireS);
    return [
      { zone, type, serial, refreshS, retryS, expireS, notifyDelayS: setting("notify-delay") },
    ];
  });
}

/** Of a zone, else of the options, else named's own. */
function settingOf(blocks: ReadonlyMap<string, Block>, key: string, zone = "options"): number {
  const [own, all] = [blocks.get(zone), blocks.get("options")];
  return own?.seconds.get(key) ?? all?.seconds.get(key) ?? defaults[key] ?? 0;
}

/**
 * The TTL of the addresses in dig's answer; undefined: none, or without authority. Through a CNAME it
 * is that of the addresses behind it: they are what changes.
 */
export function answeredTtl(text: string): number | undefined {
  if (!/^;; flags:[^;]*\baa\b/m.test(text)) return undefined;
  const ttls = recordsIn(text, "A").map(({ ttlS }) => ttlS);
  return ttls.length === 0 ? undefined : Math.max(...ttls);
}

/** `halab-svc inforce bind9`, and dig's answers by the name that was asked for. */
export function parseBind(text: string, answers: ReadonlyMap<string, string>): BindInForce {
  const blocks = blocksOf(text);
  const ttlS: Record<string, number> = {};
  for (const [name, answer] of answers) {
    const ttl = answeredTtl(answer);
    if (ttl !== undefined) ttlS[name] = ttl;
  }
  return {
    zones: timersIn(text, blocks),
    ttlS,
    maxCacheS: settingOf(blocks, "max-cache-ttl"),
    minCacheS: settingOf(blocks, "min-cache-ttl"),
  };
}
