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

interface Block {
  readonly numbers: Map<string, number>;
  type: string;
}

/** The statements of `named-checkconf -p` below `options` and below each zone. */
function blocksOf(text: string): Map<string, Block> {
  const found = new Map<string, Block>();
  let block: Block = { numbers: new Map(), type: "" };
  for (const line of text.split("\n")) {
    const zone = /^\s*zone "([^"]+)"/.exec(line)?.[1]?.replace(/\.$/, "");
    const name = zone ?? (/^options \{/.test(line) ? "options" : undefined);
    if (name !== undefined) {
      block = { numbers: new Map(), type: "" };
      found.set(name, block);
    }
    const pair = /^\s+([a-z-]+) ([\w-]+);$/.exec(line);
    if (pair?.[1] === "type") block.type = pair[2] ?? "";
    else if (pair?.[1] && /^\d+$/.test(pair[2] ?? "")) block.numbers.set(pair[1], Number(pair[2]));
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

/** `halab-svc inforce bind9` -> the zones that are loaded. */
export function parseBind(text: string): ZoneTimers[] {
  const blocks = blocksOf(text);
  return [...text.matchAll(soaLine)].flatMap((match) => {
    const [, zone = "", ...fields] = match;
    const [serial = 0, refresh = 0, retry = 0, expire = 0] = fields.map(Number);
    const own = blocks.get(zone);
    const type = types[own?.type ?? ""];
    if (!type) return [];
    const setting = (key: string) =>
      own?.numbers.get(key) ?? blocks.get("options")?.numbers.get(key) ?? defaults[key] ?? 0;
    const range = (value: number, what: string) =>
      within(value, setting(`min-${what}-time`), setting(`max-${what}-time`));
    const [refreshS, retryS] = [range(refresh, "refresh"), range(retry, "retry")];
    const expireS = within(expire, refreshS + retryS, maxExpireS);
    return [
      { zone, type, serial, refreshS, retryS, expireS, notifyDelayS: setting("notify-delay") },
    ];
  });
}
