import { cleanText } from "../../core/base/clean.ts";
import type { JournalEvent } from "../../core/journal/events.ts";

/** A run in words, for who follows it: of each event one harmless line, or undefined: nothing to say. */
export function teller(): (event: JournalEvent) => string | undefined {
  const owners = new Set<string>();
  return (event) => {
    if (event.kind === "owner") {
      // A watch begins by saying what is: that a node has no address is no news.
      const key = `${event.probe} ${event.node}`;
      if (owners.has(key) === event.owns) return undefined;
      if (event.owns) owners.add(key);
      else owners.delete(key);
    }
    const text = wordsOf(event);
    return text === undefined ? undefined : cleanText(text);
  };
}

function wordsOf(event: JournalEvent): string | undefined {
  switch (event.kind) {
    case "run":
      return `${event.plan.title} (${event.run})`;
    case "up":
      return `the cluster is up after ${(event.tookMs / 1000).toFixed(1)} s`;
    case "step":
      return `step ${event.step}: ${phases[event.phase]}`;
    case "fault":
      return `${event.title}: ${faults[event.phase]}${event.evidence.length > 0 ? ` (${event.evidence.join("; ")})` : ""}`;
    case "owner":
      return `${event.probe}: ${event.node} ${event.owns ? "has it" : "has it no more"}`;
    case "wire":
      return `${event.probe}: the segment hears ${event.nodes.join(" and ") || "nobody"}`;
    case "node":
      return `${event.node} is ${event.state}`;
    case "measure":
      return `${event.name}: ${event.value ?? "not measured"} ${event.unit}`.trimEnd();
    case "note":
      return event.text;
    case "end":
      return `the run is over (${event.reason})`;
    default:
      return undefined;
  }
}

const phases = {
  settle: "waits for a steady cluster",
  expect: "looks on",
  mended: "healed, looks on",
  done: "done",
} as const;

const faults = {
  intent: "is being made",
  effect: "has taken effect",
  healed: "healed",
  failed: "FAILED",
} as const;
