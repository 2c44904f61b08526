/** /etc/counterd/saving.conf, as counterd reads it (templates/ocf/layer/src/conf.c): the last word of a kind counts. */
import { parseDurationMs } from "../../../core/base/time.ts";

interface Said {
  readonly value: string;
  readonly line: number;
}

export type Saving = ReadonlyMap<string, Said>;

export function readSaving(text: string): Saving {
  const found = new Map<string, Said>();
  text.split("\n").forEach((line, at) => {
    const [, word, value] = /^\s*([a-z-]+)\s+(.*?)\s*$/.exec(line.replace(/#.*/, "")) ?? [];
    if (word !== undefined && value) found.set(word, { value, line: at + 1 });
  });
  return found;
}

/** counterd's own where the file says nothing: a second. */
export function saveMs(saving: Saving): number | undefined {
  const value = saving.get("save")?.value ?? "1s";
  return value === "each" ? 0 : parseDurationMs(value);
}
