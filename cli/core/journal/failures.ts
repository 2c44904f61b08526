/** How requests failed, in words: what the journal knows of each, counted. */
import type { Outcome } from "./events.ts";

/** "timed out" -> how many of them; the most frequent first. */
export type Failures = ReadonlyMap<string, number>;

const words: Readonly<Record<Exclude<Outcome, "ok" | "bad">, string>> = {
  timeout: "timed out",
  refused: "refused",
  reset: "reset",
  unreach: "unreachable",
  error: "could not be sent",
  forged: "forged",
};

/** HAProxy's own error page begins with it; older probers kept its first word, and no status. */
const status = /^(?:<html><body><h1>)?([1-9]\d\d)$/;
/** What a name server says in place of an answer, e.g. SERVFAIL. */
const rcode = /^[A-Z]{3,12}$/;
/** What a database says of an error (ISO/IEC 9075-2, SQLSTATE), e.g. 25006. */
const sqlState = /^(?=.*\d)[0-9A-Z]{5}$/;

/** `said`: what stands in the place of the server's name, when the answer was a bad one. */
export function howFailed(outcome: Exclude<Outcome, "ok">, said: string): string {
  if (outcome !== "bad") return words[outcome];
  const code = status.exec(said)?.[1];
  if (code !== undefined) return `HTTP ${code}`;
  if (sqlState.test(said)) return `SQLSTATE ${said}`;
  return rcode.test(said) ? said : "a bad answer";
}

/** "500 x HTTP 503, 3 x timed out"; nothing for nothing. */
export function failuresText(failures: Failures): string {
  return [...failures].map(([how, count]) => `${count} x ${how}`).join(", ");
}
