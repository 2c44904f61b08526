/** What Redis Sentinel watches, and by which timers, as it says itself (SENTINEL MASTERS). */

/** One master of one sentinel. Times in seconds. */
export interface SentinelMaster {
  readonly name: string;
  readonly downAfterS: number;
  readonly failoverTimeoutS: number;
  /** So many sentinels have to find it down. */
  readonly quorum: number;
  /** This one, and the others that it knows of. */
  readonly sentinels: number;
}

/** Keys and values on lines of their own; each master begins with its name. */
export function parseSentinel(text: string): SentinelMaster[] {
  const lines = text.split("\n").map((line) => line.trim());
  const masters: Map<string, string>[] = [];
  for (let at = 0; at + 1 < lines.length; at += 2) {
    const [key = "", value = ""] = [lines[at], lines[at + 1]];
    if (key === "name") masters.push(new Map());
    masters.at(-1)?.set(key, value);
  }
  return masters.map((found) => {
    const number = (key: string) => Number(found.get(key) ?? 0);
    return {
      name: found.get("name") ?? "",
      downAfterS: number("down-after-milliseconds") / 1000,
      failoverTimeoutS: number("failover-timeout") / 1000,
      quorum: number("quorum"),
      sentinels: number("num-other-sentinels") + 1,
    };
  });
}
