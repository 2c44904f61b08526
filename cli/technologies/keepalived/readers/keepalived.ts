/** The timers of the daemons as they run, parsed from what the daemons themselves say. */

export interface Tracker {
  readonly kind: "script" | "process";
  readonly name: string;
  /** Seconds from the trouble to its being noticed, at worst. */
  readonly detectS: number;
  /** The same for its being well again. */
  readonly returnS: number;
  /** 0: the instance goes to FAULT; otherwise its priority changes by this much. */
  readonly weight: number;
}

/** One VRRP instance of one node. Times in seconds. */
export interface Vrrp {
  readonly instance: string;
  readonly version: 2 | 3;
  readonly vrid: number;
  readonly advertS: number;
  readonly priority: number;
  readonly preempt: boolean;
  readonly preemptDelayS: number;
  /** Adverts that may be missing before the backup takes over (RFC: 3). */
  readonly downTimerAdverts: number;
  readonly trackers: readonly Tracker[];
}

/** Health checks of an HAProxy backend, the slowest that is configured. Times in seconds. */
export interface BalancerChecks {
  readonly checked: boolean;
  readonly interS: number;
  readonly fastinterS: number;
  readonly downinterS: number;
  readonly fall: number;
  readonly rise: number;
  readonly timeoutS: number;
}

/** The entries below each heading of keepalived's data dump (SIGUSR1), by key; a key may repeat. */
interface Block {
  readonly title: string;
  readonly values: ReadonlyMap<string, string>;
  /** Lines without "=" below a heading that ends with ":", e.g. "Tracked scripts :". */
  readonly lists: ReadonlyMap<string, readonly string[]>;
}

const heading = /^ (VRRP Instance|VRRP Script|VRRP Track process) = (.+)$/;

function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let values = new Map<string, string>();
  let lists = new Map<string, string[]>();
  let list = "";
  for (const line of text.split("\n")) {
    if (line.startsWith("------<") || heading.test(line)) {
      values = new Map();
      lists = new Map();
      list = "";
      blocks.push({ title: line.trim(), values, lists });
      continue;
    }
    const pair = /^ {2,4}(\S[^=]*?) = (.*)$/.exec(line);
    const named = /^ {2,4}(\S.*?) ?(?:\(\d+\))? ?:$/.exec(line);
    if (pair?.[1] !== undefined) values.set(pair[1], pair[2] ?? "");
    else if (named?.[1] !== undefined) {
      list = named[1].trim();
      lists.set(list, []);
    } else if (/^ {5}\S/.test(line)) lists.get(list)?.push(line.trim());
  }
  return blocks;
}

function seconds(text: string | undefined): number {
  return Number.parseFloat(text ?? "") || 0;
}

/** keepalived's own dump -> its instances, with what they track. */
export function parseKeepalived(text: string): Vrrp[] {
  const blocks = blocksOf(text);
  const named = (kind: string) =>
    blocks.flatMap((block) => {
      const match = heading.exec(` ${block.title}`);
      return match?.[1] === kind ? [{ name: match[2] ?? "", ...block }] : [];
    });
  const trackers = new Map<string, Omit<Tracker, "weight">>();
  for (const { name, values } of named("VRRP Script")) {
    const intervalS = seconds(values.get("Interval"));
    const [fall, rise] = [seconds(values.get("Fall")) || 1, seconds(values.get("Rise")) || 1];
    trackers.set(name, {
      kind: "script",
      name,
      detectS: intervalS * fall,
      returnS: intervalS * rise,
    });
  }
  for (const { name, values } of named("VRRP Track process")) {
    const [detectS, returnS] = [
      seconds(values.get("Terminate delay")),
      seconds(values.get("Fork delay")),
    ];
    trackers.set(name, { kind: "process", name, detectS, returnS });
  }
  return named("VRRP Instance").map(({ name, values, lists }): Vrrp => {
    const tracked = ["Tracked scripts", "Tracked processes"].flatMap((key) => lists.get(key) ?? []);
    return {
      instance: name,
      version: values.get("VRRP Version") === "3" ? 3 : 2,
      vrid: Number(values.get("Virtual Router ID")),
      advertS: advert(values.get("Advert interval")),
      // What a tracker adds or takes away counts: it makes the skew, and who leads.
      priority: Number(values.get("Effective priority") ?? values.get("Priority")),
      preempt: !values.get("Preempt")?.startsWith("disabled"),
      preemptDelayS: seconds(values.get("Preempt delay")),
      downTimerAdverts: Number(values.get("Down timer adverts") ?? 3),
      trackers: tracked.flatMap((line) => {
        const [, tracker = "", weight] = /^([^\s,]+),?(?: weight (-?\d+))?/.exec(line) ?? [];
        const known = trackers.get(tracker);
        return known ? [{ ...known, weight: Number(weight ?? 0) }] : [];
      }),
    };
  });
}

/** "1 sec" (VRRPv2), "200 milli-sec" (VRRPv3). */
function advert(text: string | undefined): number {
  const value = seconds(text);
  return /milli/.test(text ?? "") ? value / 1000 : value;
}

const haproxyUnits: Readonly<Record<string, number>> = {
  us: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
};

/** HAProxy's times: a number is milliseconds, or has a unit (configuration manual, 2.5). */
function haproxyTime(text: string | undefined): number | undefined {
  const match = /^(\d+)(us|ms|s|m|h|d)?$/.exec(text ?? "");
  return match ? Number(match[1]) * (haproxyUnits[match[2] ?? "ms"] ?? 1e-3) : undefined;
}

/** HAProxy's configuration -> the slowest health check that it makes. */
export function parseHaproxy(text: string): BalancerChecks | null {
  const settings = new Map<string, string>();
  const servers: { words: readonly string[]; base: ReadonlyMap<string, string> }[] = [];
  for (const raw of text.split("\n")) {
    const words = raw.replace(/#.*$/, "").trim().split(/\s+/);
    if (words[0] === "timeout" && words[1] && words[2])
      settings.set(`timeout ${words[1]}`, words[2]);
    else if (words[0] === "default-server") readOptions(words, settings);
    else if (words[0] === "server") servers.push({ words, base: new Map(settings) });
  }
  const checks = servers.map(({ words, base }) => checksOf(words, base));
  return checks.sort((a, b) => b.interS - a.interS)[0] ?? null;
}

const serverOptions = ["inter", "fastinter", "downinter", "fall", "rise"];

function readOptions(words: readonly string[], into: Map<string, string>): void {
  words.forEach((word, index) => {
    const next = words[index + 1];
    if (serverOptions.includes(word) && next !== undefined) into.set(word, next);
    if (word === "check" || word === "no-check") into.set("check", word === "check" ? "yes" : "no");
  });
}

/** Defaults: inter 2 s, fall 3, rise 2; fastinter and downinter are inter (5.2). */
function checksOf(words: readonly string[], base: ReadonlyMap<string, string>): BalancerChecks {
  const own = new Map(base);
  readOptions(words, own);
  const interS = haproxyTime(own.get("inter")) ?? 2;
  const checkS = haproxyTime(own.get("timeout check"));
  const connectS = Math.min(interS, haproxyTime(own.get("timeout connect")) ?? interS);
  return {
    checked: own.get("check") === "yes",
    interS,
    fastinterS: haproxyTime(own.get("fastinter")) ?? interS,
    downinterS: haproxyTime(own.get("downinter")) ?? interS,
    fall: Number(own.get("fall") ?? 3),
    rise: Number(own.get("rise") ?? 2),
    // With `timeout check`: that for the answer, and the lesser of `timeout connect` and `inter`
    // for the connection. Without: `inter` for both (4.2).
    timeoutS: checkS === undefined ? interS : connectS + checkS,
  };
}
