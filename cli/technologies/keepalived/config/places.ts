/** What rules share: places, and the rules that explain what others find. */

import { nearest } from "../../../core/base/nearest.ts";
import { allOf, phrase } from "../../../core/kinds/phrase.ts";
import type { Place } from "../../../core/kinds/rule.ts";
import { placeOf } from "./config.ts";
import type { Instance } from "./instances.ts";
import type { Word } from "./statements.ts";

/** Where words of instances stand. */
export function placesOf(...all: readonly (readonly [Instance, Word])[]): readonly Place[] {
  return all.map(([{ config }, word]) => placeOf(config, word));
}

/** What the daemon does not read, it does not do: all else may follow from that. */
export const unread = [
  "keepalived/brace-missing",
  "keepalived/unknown-keyword",
  "keepalived/include-missing",
];

/** Without its interface or its router id there is no instance. */
export const absent = [...unread, "keepalived/instance-incomplete", "keepalived/interface-unknown"];

/** "10.0.0.1 and 10.0.0.2"; "no address" where there is none. */
export function listed(all: readonly string[], none: string): string {
  return allOf(all) || none;
}

/** What is spelt nearly so; else what there is. */
export function suggestion(name: string, known: readonly string[]): string {
  const [near] = nearest(name, known);
  return near === undefined
    ? phrase`there is ${listed(known.slice(0, 8), phrase`none`)}`
    : phrase`did you mean ${near}?`;
}

/** Seconds for people: 2.609, 0.2, 15. */
export function seconds(value: number): number {
  return Math.round(value * 1000) / 1000;
}
