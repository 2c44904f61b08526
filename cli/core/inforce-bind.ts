/** The timers of BIND's zones as they are in force, parsed from what named and its tools say. */

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

/** named's defaults (bin/named/config.c). */
const defaults: Readonly<Record<string, number>> = {
  "min-refresh-time": 300,
  "max-refresh-time": 2_419_200,
  "min-retry-time": 500,
  "max-retry-time": 1_209_600,
  "notify-delay": 5,
};

/** DNS_MAX_EXPIRE (lib/dns/zone.c): 24 weeks. */
const maxExpireS = 14_515_200;

/** The statements of `named-checkconf -p` below `options` and below each zone. */
function settingsOf(text: string): Map<string, Map<string, number>> {
  const found = new Map<string, Map<string, number>>();
  let block = "";
  for (const line of text.split("\n")) {
    const zone = /^\s*zone "([^"]+)"/.exec(line);
    if (zone?.[1] !== undefined) block = zone[1].replace(/\.$/, "");
    else if (/^options \{/.test(line)) block = "options";
    const pair = /^\s+([a-z-]+) (\d+);$/.exec(line);
    if (!pair?.[1]) continue;
    const known = found.get(block) ?? new Map<string, number>();
    known.set(pair[1], Number(pair[2]));
    found.set(block, known);
  }
  return found;
}

/** As BIND's RANGE(): the least wins over the most. */
function within(value: number, least: number, most: number): number {
  return value < least ? least : Math.min(value, most);
}

/** `halab-svc inforce bind9` -> the zones that are loaded. */
export function parseBind(text: string): ZoneTimers[] {
  const settings = settingsOf(text);
  const zones = [...text.matchAll(/^# zone (\S+) (primary|secondary|master|slave)\n([^#]*)/gm)];
  return zones.flatMap(([, zone = "", type = "", said = ""]) => {
    const soa = /\sSOA\s+\S+\s+\S+\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s+\d+/.exec(said);
    if (!soa) return [];
    const [serial = 0, refresh = 0, retry = 0, expire = 0] = soa.slice(1).map(Number);
    const setting = (key: string) =>
      settings.get(zone)?.get(key) ?? settings.get("options")?.get(key) ?? defaults[key] ?? 0;
    const range = (value: number, what: string) =>
      within(value, setting(`min-${what}-time`), setting(`max-${what}-time`));
    const [refreshS, retryS] = [range(refresh, "refresh"), range(retry, "retry")];
    return [
      {
        zone,
        type:
          type === "primary" || type === "master" ? ("primary" as const) : ("secondary" as const),
        serial,
        refreshS,
        retryS,
        expireS: within(expire, refreshS + retryS, maxExpireS),
        notifyDelayS: setting("notify-delay"),
      },
    ];
  });
}
