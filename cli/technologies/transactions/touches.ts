/** What a probe `writable` tells: from when to when each node took writes. */
import type { EventOf } from "../../core/journal/events.ts";

/** "w NS HOST yes|no" */
export function parseTouch(line: string): { atNs: number; value: string } | undefined {
  const [, ns, value] = /^w (\d{1,16}) (\S+ (?:yes|no))$/.exec(line) ?? [];
  return value === undefined ? undefined : { atNs: Number(ns), value };
}

export interface Span {
  readonly node: string;
  readonly fromNs: number;
  /** The last write that it took, as far as was told. */
  readonly toNs: number;
  /** It has refused one since, or did not answer. */
  readonly over: boolean;
}

/** In the order in which they began. */
export function spansOf(words: readonly Pick<EventOf<"told">, "t" | "value">[]): readonly Span[] {
  const spans: Span[] = [];
  const open = new Map<string, number>();
  for (const { t, value } of words) {
    const [node = "", takes] = String(value).split(" ");
    const at = open.get(node);
    const span = at === undefined ? undefined : spans[at];
    if (span && at !== undefined) spans[at] = { ...span, toNs: t, over: takes === "no" };
    else if (takes === "yes")
      open.set(node, spans.push({ node, fromNs: t, toNs: t, over: false }) - 1);
    if (takes === "no") open.delete(node);
  }
  return spans;
}

/** The nodes that took the last write that they were given. */
export function latest(spans: readonly Span[]): readonly string[] {
  return spans
    .filter(({ over }) => !over)
    .map(({ node }) => node)
    .toSorted();
}
