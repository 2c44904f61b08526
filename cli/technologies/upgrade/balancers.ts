/** What the balancer in front of the members asks, and does with a refusal: the words of haproxy.cfg(5). */
import { type FactFile, type Facts, runningNodes } from "../../core/kinds/rule.ts";
import { service } from "./members.ts";
import { withoutComments } from "./scripts.ts";

export interface Balancer {
  readonly file: FactFile;
  readonly text: string;
}

/** Those in front of stores; of a balancer of another lab nothing is known here. */
export function balancersOf(facts: Facts): readonly Balancer[] {
  if (runningNodes(facts, service).length === 0) return [];
  return runningNodes(facts, "haproxy").flatMap(({ files }): Balancer[] => {
    const file = files.get("/etc/haproxy/haproxy.cfg");
    return file ? [{ file, text: facts.parsed(withoutComments, file) }] : [];
  });
}

/** The first line with such a word, from 1; else the backend's, else the first. */
export function lineOf({ text }: Balancer, pattern: RegExp): number {
  const lines = text.split("\n");
  const at = lines.findIndex((line) => pattern.test(line));
  const backend = lines.findIndex((line) => /^\s*(backend|listen)\s/.test(line));
  return Math.max(0, at < 0 ? backend : at) + 1;
}
