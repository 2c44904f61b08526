/** What Redis Sentinel watches, and by which timers, as it says itself (SENTINEL MASTERS). */
import { z } from "zod";
import type { ReaderKind } from "../../../core/kinds/reader.ts";

const master = z.object({
  name: z.string(),
  downAfterS: z.number(),
  failoverTimeoutS: z.number(),
  /** So many sentinels have to find it down. */
  quorum: z.number(),
  /** This one, and the others that it knows of. */
  sentinels: z.number(),
});
/** One master of one sentinel. Times in seconds. */
export type SentinelMaster = Readonly<z.infer<typeof master>>;

const schema = z.array(master).readonly();

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

export const kind: ReaderKind<readonly SentinelMaster[]> = {
  kind: "sentinel",
  about:
    "Of each master that Sentinel watches: when it counts as down, for how many of them, and how long a failover may take.",
  schema,
  parse: (text) => (text === "" ? undefined : parseSentinel(text)),
  rows: (masters) => masters.map(({ name, ...values }) => ({ of: `Sentinel ${name}`, values })),
};
