/** What a student says beforehand, as text -> what it means, or why it means nothing. Pure. */
import { didYouMean } from "../../core/base/nearest.ts";
import { parseDurationMs } from "../../core/base/time.ts";
import type { PlannedAsk } from "../../core/cluster/plan.ts";

/** Seconds or requests; nodes' names in order, none for nobody; a word. */
export type Answer =
  | { readonly is: "number"; readonly value: number }
  | { readonly is: "nodes"; readonly nodes: readonly string[] }
  | { readonly is: "word"; readonly word: string };

interface Wrong {
  readonly wrong: string;
}

/** What becomes of open connections. */
const fates = ["stay", "break"] as const;
const nobody = "nobody";
/** Longer than any step: a week. */
const mostS = 7 * 24 * 3600;
const mostRequests = 1e9;

/** `nodes`: the names that the lab has. */
export function readAnswer(
  ask: PlannedAsk["ask"],
  text: string,
  nodes: readonly string[],
): Answer | Wrong {
  const given = text.trim();
  switch (ask) {
    case "outage":
    case "time":
      return seconds(given);
    case "lost":
      return requests(given);
    case "owner":
      return owners(given, nodes);
    case "streams":
      return fate(given);
    default:
      return ask satisfies never;
  }
}

/** "4s", "250ms", "1.5m"; without a unit: seconds, with a comma where people write one. */
function seconds(text: string): Answer | Wrong {
  const point = text.replace(/^(\d+),(\d+)/, "$1.$2").replace(/\s+(?=(?:ms|s|m|h)$)/, "");
  const ms = parseDurationMs(/^\d+(?:\.\d+)?$/.test(point) ? `${point}s` : point);
  if (ms === undefined || ms > mostS * 1000)
    return { wrong: `"${text}" is no time: seconds like 3.5, or 250ms, 4s, 1m` };
  return { is: "number", value: ms / 1000 };
}

function requests(text: string): Answer | Wrong {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value <= mostRequests))
    return { wrong: `"${text}" is no number of requests: a whole number like 0 or 350` };
  return { is: "number", value };
}

/** "lb2", "lb1,lb2", "nobody". */
function owners(text: string, known: readonly string[]): Answer | Wrong {
  if (text === nobody) return { is: "nodes", nodes: [] };
  const named = text.split(/[,+\s]+/).filter((one) => one !== "");
  const stranger = named.find((one) => !known.includes(one));
  if (stranger !== undefined)
    return { wrong: `"${stranger}" is no node${didYouMean(stranger, [...known, nobody])}` };
  if (named.length === 0) return { wrong: "no node is named: NODE, NODE,NODE or nobody" };
  return { is: "nodes", nodes: [...new Set(named)].sort() };
}

function fate(text: string): Answer | Wrong {
  const word = fates.find((one) => one === text.toLowerCase());
  if (word === undefined) return { wrong: `"${text}" is neither ${fates.join(" nor ")}` };
  return { is: "word", word };
}

/** As people write it: "2.92 s", "292", "lb1, lb2". */
export function answerText(ask: PlannedAsk["ask"], answer: Answer): string {
  switch (answer.is) {
    case "nodes":
      return answer.nodes.join(", ") || nobody;
    case "word":
      return answer.word;
    case "number":
      return ask === "lost" ? String(answer.value) : `${shortS(answer.value)} s`;
    default:
      return answer satisfies never;
  }
}

/** Two digits behind the point where that says something: 2.915 -> 2.92, 4 -> 4, 0.004 -> 0.004. */
function shortS(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return value < 0.1 ? value.toFixed(3) : value.toFixed(2);
}
