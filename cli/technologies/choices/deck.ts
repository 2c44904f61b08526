/** What a storm is made of, and in which order its seed deals it. */
import { createHash } from "node:crypto";

export const ways = ["power-off", "kill", "freeze", "lag"] as const;
type Way = (typeof ways)[number];

export interface Card {
  readonly service: "dns" | "sessions" | "orders" | "files";
  /** active: whom users come to; standby: another one of the service. */
  readonly part: "active" | "standby";
  /** One of them is drawn. A frozen primary of orders would wake up as a second one: nobody freezes one. */
  readonly ways: readonly Way[];
}

export const deck: readonly Card[] = [
  { service: "dns", part: "active", ways: ["power-off", "kill"] },
  { service: "sessions", part: "active", ways: ["power-off", "kill"] },
  { service: "orders", part: "active", ways: ["lag"] },
  { service: "orders", part: "standby", ways: ["power-off", "freeze"] },
  { service: "files", part: "active", ways: ["power-off", "kill"] },
];

/** The first bytes of a digest: neighbours among seeds are none among these. */
function numberOf(text: string): number {
  return Number.parseInt(createHash("sha256").update(text).digest("hex").slice(0, 12), 16);
}

export interface Dealt extends Omit<Card, "ways"> {
  readonly way: Way;
}

/** All cards, each once; the same seed deals the same. */
export function deal(seed: number): readonly Dealt[] {
  const order = deck
    .map((card, at) => ({ card, at, by: numberOf(`storm ${seed} order ${at}`) }))
    .toSorted((a, b) => a.by - b.by);
  return order.flatMap(({ card: { service, part, ways: some }, at }) => {
    const way = some[numberOf(`storm ${seed} way ${at}`) % some.length];
    return way === undefined ? [] : [{ service, part, way }];
  });
}
