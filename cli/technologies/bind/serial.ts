/** Serial numbers of zones (RFC 1982): 32 bits that go round, so that "newer" is no plain "more". */

const half = 2 ** 31;
const whole = 2 ** 32;

/**
 * Is `a` newer (1), the same (0) or older (-1) than `b`? Undefined exactly half way round: there
 * RFC 1982 3.2 leaves the order open, and a secondary may do either.
 */
export function compareSerials(a: number, b: number): 1 | 0 | -1 | undefined {
  const ahead = (a - b + whole) % whole;
  if (ahead === 0) return 0;
  if (ahead === half) return undefined;
  return ahead < half ? 1 : -1;
}

/** The next serial: one more, round the corner; BIND warns of 0, so 0 is left out. */
export function nextSerial(serial: number): number {
  return (serial + 1) % whole || 1;
}

/** What a probe for a SOA record got as its answer; undefined: no serial. */
export function serialOf(answer: string): number | undefined {
  return /^\d{1,10}$/.test(answer) ? Number(answer) : undefined;
}
