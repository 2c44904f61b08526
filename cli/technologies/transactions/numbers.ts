/** Sets of numbers as the client's program writes them: "0-1148,1756-4491". */

type Range = readonly [first: number, last: number];

/** In ascending order; "-" is none. Undefined: it is no such list. */
export function parseRanges(text: string): readonly Range[] | undefined {
  if (text === "-") return [];
  const parts = text.split(",").map((part) => /^(\d{1,16})(?:-(\d{1,16}))?$/.exec(part));
  return parts.every((part) => part !== null)
    ? parts.map(([, first, last = first]): Range => [Number(first), Number(last)])
    : undefined;
}

/** Whether a number is in ranges that ascend. */
export function isIn(ranges: readonly Range[], n: number): boolean {
  let [low, high] = [0, ranges.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [first, last] = ranges[middle] ?? [0, -1];
    if (n < first) high = middle - 1;
    else if (n > last) low = middle + 1;
    else return true;
  }
  return false;
}

/** Ascending numbers as "3-5, 8", of so many ranges at most. */
export function rangesText(numbers: readonly number[], most = 4): string {
  const ranges: [number, number][] = [];
  for (const n of numbers) {
    const last = ranges.at(-1);
    if (last && n === last[1] + 1) last[1] = n;
    else ranges.push([n, n]);
  }
  const shown = ranges.slice(0, most).map(([a, b]) => (a === b ? `${a}` : `${a}-${b}`));
  return [...shown, ...(ranges.length > most ? ["..."] : [])].join(", ");
}
