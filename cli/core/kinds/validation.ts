/** Is a cluster fit to be one: what is asked of its files and its nodes before anybody relies on it. */
import type { Facts } from "./rule.ts";

/** In the order of the page. */
export const categories = [
  "nodes",
  "names",
  "keys",
  "settings",
  "quorum",
  "fencing",
  "paths",
  "clocks",
  "versions",
  "daemons",
] as const;
export type Category = (typeof categories)[number];

/**
 * A kind of test: one file under validations/ of its technology, named as the category that it belongs to; called
 * `technology/category`. What it asks are rules; what it is about says `tests` of the technology's texts.
 */
export interface ValidationKind {
  readonly kind: Category;
  /** Whether the cluster has what it is about. */
  applies(facts: Facts): boolean;
  /** Whose findings decide (`technology/name`). */
  readonly rules: readonly string[];
  /** These rules look at what running nodes are asked (`Facts.asked`); files alone say nothing of it. */
  readonly asks?: true;
  /** What was looked at, in a few words with figures. */
  seen?(facts: Facts): string;
}

/** For `applies`: so many nodes run one of these services. */
export function runs(services: readonly string[], least = 1): ValidationKind["applies"] {
  return ({ nodes }) =>
    nodes.filter((node) => node.services.some((one) => services.includes(one))).length >= least;
}
