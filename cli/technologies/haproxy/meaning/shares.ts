/** Who should get how much, as a lab says, and who does. */
import type { Facts } from "../../../core/kinds/rule.ts";
import { type Ask, expectedOf, numberOf } from "./asks.ts";
import { nodeOf } from "./dead-server.ts";
import { algorithmOf, type ProxySection } from "./proxies.ts";
import { type Server, weightOf } from "./servers.ts";

/** Parts of one. */
export type Shares = ReadonlyMap<string, number>;

export interface Wanted {
  readonly shares: Shares;
  /** How far a share may be off. */
  readonly tolerance: number;
  /** Several requests are under way at a time, so speed may decide. */
  readonly parallel: boolean;
  /** "3:2:1". */
  readonly ratio: string;
  readonly step: string;
}

/** What a probe's checks of balance, or a measure of shares, ask for. */
export function wantedOf(facts: Facts, ask: Ask): readonly Wanted[] {
  const parallel = (numberOf(ask.spec["parallel"]) ?? 1) > 1;
  if (ask.by === "probe")
    return expectedOf(facts.plan, ask, "balance").flatMap(({ spec, step }) => {
      const more = { tolerance: numberOf(spec["tolerance"]) ?? 0, parallel: false, step: step.id };
      return wanted(spec["servers"], more);
    });
  if (ask.spec["measure"] !== "shares") return [];
  return expectedOf(facts.plan, ask, "measured").flatMap(({ spec, step }) => {
    const most = numberOf(spec["at-most"]);
    if (most === undefined) return [];
    return wanted(ask.spec["servers"], { tolerance: most, parallel, step: step.id });
  });
}

function wanted(servers: unknown, more: Omit<Wanted, "shares" | "ratio">): readonly Wanted[] {
  const weights = weightsIn(servers);
  if (weights.size === 0) return [];
  return [{ ...more, shares: sharesOf(weights), ratio: [...weights.values()].join(":") }];
}

function weightsIn(servers: unknown): ReadonlyMap<string, number> {
  if (typeof servers !== "object" || servers === null) return new Map();
  return new Map(
    Object.entries(servers).flatMap(([name, weight]): [string, number][] =>
      typeof weight === "number" ? [[name, weight]] : [],
    ),
  );
}

export function sharesOf(weights: ReadonlyMap<string, number>): Shares {
  const sum = [...weights.values()].reduce((all, one) => all + one, 0);
  return new Map([...weights].map(([name, weight]) => [name, sum > 0 ? weight / sum : 0]));
}

/** Weights of the nodes behind a backend; undefined: one of its servers is no node of the lab. */
export function weightsOf(
  facts: Facts,
  servers: readonly Server[],
): ReadonlyMap<string, number> | undefined {
  const weights = new Map<string, number>();
  for (const server of servers) {
    const node = server.unsure ? undefined : nodeOf(facts, server);
    if (!node) return undefined;
    weights.set(node.name, (weights.get(node.name) ?? 0) + weightOf(server));
  }
  return weights;
}

/** It goes by weights alone, whatever the servers do. */
export function isByWeight(backend: ProxySection): boolean {
  const algorithm = algorithmOf(backend);
  return !backend.openEnded && (algorithm === "roundrobin" || algorithm === "static-rr");
}

/** How far the farthest share is from what is wanted. */
export function offBy(is: Shares, { shares }: Wanted): number {
  const names = new Set([...is.keys(), ...shares.keys()]);
  return Math.max(
    0,
    ...[...names].map((name) => Math.abs((is.get(name) ?? 0) - (shares.get(name) ?? 0))),
  );
}

/** The same names on both sides: what is missing or strange is another rule's. */
export function sameServers(is: Shares, { shares }: Wanted): boolean {
  return is.size === shares.size && [...is.keys()].every((name) => shares.has(name));
}

/** "3:2:1", in the order of the lab. */
export function ratioOf(weights: ReadonlyMap<string, number>, { shares }: Wanted): string {
  return [...shares.keys()].map((name) => weights.get(name) ?? 0).join(":");
}
