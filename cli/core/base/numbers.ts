/** Milliseconds are what the clocks of this field are good for. */
export function round(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}

/** Three digits are enough to compare with a guess. */
export function threeDigits(value: number): number {
  return Number(value.toPrecision(3));
}
