/** The clocks of a cluster's nodes, side by side. */
import type { Ahead } from "../../core/cluster/asked.ts";
import type { Facts, Found } from "../../core/kinds/rule.ts";

interface Clock {
  readonly node: string;
  readonly ahead: Ahead;
}

function clocksOf({ asked }: Pick<Facts, "asked">): readonly Clock[] {
  return [...(asked?.answers ?? [])].flatMap(([node, { ahead }]) =>
    ahead ? [{ node, ahead }] : [],
  );
}

const middle = ({ ahead: { leastMs, mostMs } }: Clock) => (leastMs + mostMs) / 2;

/** So many milliseconds they are apart at least, whatever became of the questions on their way. */
function apartMs(one: Clock, other: Clock): number {
  const early = other.ahead.leastMs - one.ahead.mostMs;
  const late = one.ahead.leastMs - other.ahead.mostMs;
  return Math.max(0, early, late);
}

/** Whose clock is right nobody knows: the one in the middle of all is taken. */
function middleOf(clocks: readonly Clock[]): Clock | undefined {
  return clocks.toSorted((a, b) => middle(a) - middle(b))[Math.floor((clocks.length - 1) / 2)];
}

/** Nodes whose clocks are surely apart from the others' by more than `fromMs`, up to `toMs`. */
export function clocksApart(facts: Facts, fromMs: number, toMs: number): readonly Found[] {
  const clocks = clocksOf(facts);
  const right = middleOf(clocks);
  if (!right) return [];
  return clocks.flatMap((clock): Found[] => {
    const apart = apartMs(clock, right);
    if (apart <= fromMs || apart > toMs) return [];
    const seconds = Math.round(middle(clock) - middle(right)) / 1000;
    const text = `date: ${seconds > 0 ? "+" : ""}${seconds} s`;
    const args = { seconds, other: right.node };
    return [{ where: [{ node: clock.node, file: "", text }], args }];
  });
}

/** How far apart any two of them may be, at most. Milliseconds, rounded up. */
export function widestMs(facts: Pick<Facts, "asked">): number {
  const clocks = clocksOf(facts);
  const most = Math.max(...clocks.map(({ ahead }) => ahead.mostMs));
  const least = Math.min(...clocks.map(({ ahead }) => ahead.leastMs));
  return clocks.length === 0 ? 0 : Math.ceil(most - least);
}
