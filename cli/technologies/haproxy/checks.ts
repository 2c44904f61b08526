/** The health check of one server, from its line and the defaults that it stands under. */
import { z } from "zod";
import { haproxyTime, type Line } from "./config.ts";
import { serverOptions } from "./directives.ts";

export const checks = z.object({
  checked: z.boolean(),
  interS: z.number(),
  fastinterS: z.number(),
  downinterS: z.number(),
  fall: z.number(),
  rise: z.number(),
  timeoutS: z.number(),
  /** Intervals vary by so many percent (spread-checks); left out when they do not. */
  spread: z.number().optional(),
});
/** Health checks of a server. Times in seconds. */
export type BalancerChecks = Readonly<z.infer<typeof checks>>;

export const untimed = z.object({
  /** "slowstart 10s". */
  directive: z.string(),
  /** "haproxy.cfg:12". */
  at: z.string(),
  changes: z.enum(["down", "up", "both"]),
});
/** A directive that changes a time of the checks, and that no formula knows. */
export type Untimed = Readonly<z.infer<typeof untimed>>;

/** What is set where a server stands: by defaults, by its section, by itself. */
export interface Settings {
  readonly values: Map<string, string>;
  readonly untimed: Map<string, Untimed>;
}

export function copyOf({ values, untimed }: Settings): Settings {
  return { values: new Map(values), untimed: new Map(untimed) };
}

/** Reads `server` or `default-server`; `from`: so many words stand before the options. */
export function readOptions({ words, at }: Line, from: number, into: Settings): void {
  let next = from;
  while (next < words.length) {
    const word = words[next] ?? "";
    const option = serverOptions.get(word);
    const args = words.slice(next + 1, next + 1 + (option?.words ?? 0));
    next += 1 + args.length;
    const directive = [word, ...args].join(" ");
    if (option === undefined) into.untimed.set(word, { directive, at, changes: "both" });
    else if (option.times === "read") readOption(word, args, at, into);
    else if (option.times !== undefined)
      into.untimed.set(word, { directive, at, changes: option.times });
    else if (word === "no-agent-check") into.untimed.delete("agent-check");
  }
}

const counts: ReadonlySet<string> = new Set(["fall", "rise"]);

function readOption(word: string, args: readonly string[], at: string, into: Settings): void {
  const value = args[0] ?? "";
  if (word === "check" || word === "no-check") into.values.set("check", word);
  else if (word === "track") into.values.set("track", value);
  else if (counts.has(word) ? /^\d+$/.test(value) : haproxyTime(value) !== undefined)
    setValue(into, word, value);
  // A variable of the daemon's environment.
  else into.untimed.set(word, { directive: `${word} ${value}`, at, changes: "both" });
}

/** `timeout connect 300ms`. */
export function readTimeout({ words, at }: Line, into: Settings): void {
  const [, which = "", value = ""] = words;
  const key = `timeout ${which}`;
  if (key !== "timeout check" && key !== "timeout connect") return;
  if (haproxyTime(value) === undefined)
    into.untimed.set(key, { directive: `${key} ${value}`, at, changes: "both" });
  else setValue(into, key, value);
}

function setValue(into: Settings, key: string, value: string): void {
  into.values.set(key, value);
  into.untimed.delete(key);
}

/** Defaults: inter 2 s, fall 3, rise 2; fastinter and downinter are inter (5.2). */
export function checksOf({ values }: Settings, spread: number): BalancerChecks {
  const time = (key: string) => haproxyTime(values.get(key));
  const interS = time("inter") ?? 2;
  const checkS = time("timeout check");
  const connectS = Math.min(interS, time("timeout connect") ?? interS);
  return {
    checked: values.get("check") === "check",
    interS,
    fastinterS: time("fastinter") ?? interS,
    downinterS: time("downinter") ?? interS,
    fall: Number(values.get("fall") ?? 3),
    rise: Number(values.get("rise") ?? 2),
    // With `timeout check`: that for the answer, and the lesser of `timeout connect` and `inter`
    // for the connection. Without: `inter` for both (4.2).
    timeoutS: checkS === undefined ? interS : connectS + checkS,
    ...(spread > 0 ? { spread } : {}),
  };
}
