/** What three members told of their agents, in seconds, as a seeded journal has it. */
import type { Seed } from "../../fixtures/seeded.ts";

type Line = NonNullable<Seed["also"]>[number];

const told = (second: number, node: string, value: unknown): Line => [
  second,
  { kind: "told", probe: "actions", node, value },
];

/** An agent was asked, and had answered. */
export const did = (
  [from, to]: readonly [number, number],
  node: string,
  action: string,
  of: string,
  result = "ok",
): Line[] => [told(from, node, { begin: action, of }), told(to, node, { end: action, of, result })];

/** All three on n1, when the watching began. */
export const atFirst: readonly Line[] = [
  told(1, "n1", { active: ["data", "web", "vip"] }),
  told(1, "n2", { active: [] }),
  told(1, "n3", { active: [] }),
];

export const off = (second: number, node: string): Line => [
  second,
  { kind: "node", node, state: "off" },
];

/** Starts of all three, from then on, a tenth of a second each. */
export const takesOver = (second: number, node: string): Line[] =>
  ["data", "web", "vip"].flatMap((of, at) =>
    did([second + at * 0.2, second + at * 0.2 + 0.1], node, "start", of),
  );

/** Stops of all three, the other way round. */
export const letsGo = (second: number, node: string): Line[] =>
  ["vip", "web", "data"].flatMap((of, at) =>
    did([second + at * 0.2, second + at * 0.2 + 0.1], node, "stop", of),
  );
