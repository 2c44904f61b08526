import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Gap, Series } from "../../../cli/core/journal/series.ts";

const intervalUs = 10_000;
const t0 = 7e9;

function seriesOf(succeeded: readonly boolean[]): Series {
  const series = new Series(t0, intervalUs);
  for (const [k, ok] of succeeded.entries()) {
    const due = k * intervalUs;
    series.add([k, due, due, due + 900, ok ? "ok" : "timeout", ok ? "web1" : ""]);
  }
  return series;
}

/** As its sentence says it: every stretch of the whole series, then those that reach into the phase. */
function byDefinition(succeeded: readonly boolean[], fromNs: number, toNs: number): Gap[] {
  const dueNs = (k: number) => t0 + k * intervalUs * 1000;
  const all: Gap[] = [];
  for (let k = 0; k < succeeded.length; k += 1) {
    if (succeeded[k] || succeeded[k - 1] === false) continue;
    const next = succeeded.indexOf(true, k);
    const closed = next >= 0;
    const end = closed ? next : succeeded.length;
    all.push({ fromNs: dueNs(k - 1), toNs: dueNs(end), lost: end - k, closed });
  }
  return all.filter((gap) => gap.toNs > fromNs && gap.fromNs < toNs);
}

describe("the stretches without a success", () => {
  it("that reach into a phase are found whole, wherever it begins and ends", () => {
    const length = 60;
    const at = fc.integer({ min: 0, max: length }).map((k) => t0 + k * intervalUs * 1000 + 3e6);
    const outcomes = fc.array(fc.boolean(), { minLength: 2, maxLength: length });
    fc.assert(
      fc.property(outcomes, at, at, (later, one, other) => {
        // A run begins when all is well.
        const succeeded = [true, ...later];
        const [fromNs, toNs] = [Math.min(one, other), Math.max(one, other)];
        const found = seriesOf(succeeded).gapsTouching(fromNs, toNs);
        expect(found).toEqual(byDefinition(succeeded, fromNs, toNs));
      }),
      { numRuns: 2000 },
    );
  });
});
