/** Questions to the samples of dns probes, whose "server" is the answer's data (SOA: the serial). */
import type { Series } from "../../core/journal/series.ts";

export interface Answer {
  readonly t: number;
  readonly text: string;
}

/** The answers to questions due in [fromNs, toNs], in order. */
export function* answersOf(series: Series, fromNs: number, toNs: number): Generator<Answer> {
  for (const row of series.between(fromNs, toNs)) {
    if (row[4] === "ok") yield { t: series.dueNs(row), text: row[5] };
  }
}

export function lastAnswer(series: Series, fromNs: number, toNs: number): string | undefined {
  let last: string | undefined;
  for (const { text } of answersOf(series, fromNs, toNs)) last = text;
  return last;
}

/** Since when every answer was `text`; undefined when the last one was not, or there is none. */
export function answersSince(
  series: Series,
  text: string,
  [fromNs, toNs]: readonly [number, number],
): number | undefined {
  let since: number | undefined;
  for (const answer of answersOf(series, fromNs, toNs)) {
    if (answer.text !== text) since = undefined;
    else since ??= answer.t;
  }
  return since;
}

/** What was answered, in order, without repetitions. */
export function changesOf(series: Series, fromNs: number, toNs: number): Answer[] {
  const found: Answer[] = [];
  for (const answer of answersOf(series, fromNs, toNs)) {
    if (answer.text !== found.at(-1)?.text) found.push(answer);
  }
  return found;
}
