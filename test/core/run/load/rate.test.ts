import { describe, expect, it } from "vitest";
import { aimedBusy, Rate } from "../../../../cli/core/run/load/rate.ts";

const processors = 2;
const s = 1e9;

/** So many seconds after the beginning; since then so many of a processor were used. */
function at(seconds: number, usedS: number) {
  const idleMs = (seconds * processors - usedS) * 1000;
  return { ns: seconds * s, idleMs, waitedUs: undefined, availableMiB: 8000 };
}

describe("how often one more may be started", () => {
  /** Three of 12 s of a processor each that began together, and took 40 s. */
  function three(others: readonly { weight: number; forNs: number }[], usedS: number): Rate {
    const rate = new Rate(processors);
    rate.begin(at(0, 0));
    for (let n = 1; n <= 3; n += 1) {
      expect(rate.everyNs(1)).toBeUndefined();
      rate.ended(at(40, usedS), { weight: 1, forNs: 40 * s }, others);
    }
    return rate;
  }

  const every = 12 / processors / aimedBusy;

  it("is by what each took", () => {
    expect(three([], 36).everyNs(1)).toBeCloseTo(every * s, -3);
    expect(three([], 36).everyNs(2)).toBeCloseTo(2 * every * s, -3);
  });

  it("those that still run count by what they have behind them", () => {
    const rate = three([{ weight: 1, forNs: 10 * s }], 39);
    expect(rate.everyNs(1)).toBeCloseTo(every * s, -3);
  });

  it("what each takes so far is by all the time that ours ran, ended or not", () => {
    const rate = new Rate(processors);
    expect(rate.eachSoFar(at(5, 1), [{ weight: 1, forNs: 5 * s }])).toBeUndefined();
    rate.begin(at(0, 0));
    expect(rate.eachSoFar(at(5, 1), [])).toBeUndefined();
    expect(rate.eachSoFar(at(10, 4), [{ weight: 2, forNs: 10 * s }])).toBeCloseTo(0.1);
    rate.ended(at(20, 8), { weight: 2, forNs: 20 * s }, []);
    expect(rate.eachSoFar(at(20, 8), [])).toBeCloseTo(0.1);
    expect(rate.eachSoFar(at(30, 12), [{ weight: 1, forNs: 10 * s }])).toBeCloseTo(0.12);
  });

  it("one that is late makes up for half a turn, not for all that was missed", () => {
    const rate = three([], 36);
    rate.started(100 * s, 1);
    expect(rate.isDue((100 + every * 0.4) * s)).toBe(false);
    expect(rate.isDue((100 + every * 0.6) * s)).toBe(true);
    rate.started((100 + every * 0.6) * s, 1);
    expect(rate.isDue((100 + every * 1.1) * s)).toBe(false);
  });

  it("each takes so much for as long as it runs", () => {
    expect(new Rate(processors).each()).toBeUndefined();
    expect(three([], 36).each()).toBeCloseTo(12 / processors / 40);
  });

  it("what was long ago does not count", () => {
    const rate = three([], 36);
    for (let n = 1; n <= 12; n += 1)
      rate.ended(at(40 + 40 * n, 36 + 24 * n), { weight: 1, forNs: 40 * s }, []);
    expect(rate.everyNs(1)).toBeCloseTo(2 * every * s, -3);
  });
});
