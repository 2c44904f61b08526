/** Cases that are played several times: whether they say the same each time. Pure. */
import type { CaseResult, OpenedCase } from "../play-cases.ts";

/** Each case so often, one after the other. */
export function repeated(cases: readonly OpenedCase[], times: number): OpenedCase[] {
  return cases.flatMap((opened) => Array.from({ length: times }, () => ({ ...opened })));
}

export interface Repeated {
  readonly lines: readonly string[];
  /** Cases that gave more than one verdict. */
  readonly differing: number;
}

/** What each case gave, and how often. */
export function repeatedLines(results: readonly CaseResult[]): Repeated {
  const cases = Map.groupBy(results, ({ lab, kind, name }) => `${kind} ${lab}/${name}`);
  let differing = 0;
  const lines = [...cases.values()].flatMap((all) => {
    const [first] = all;
    if (!first) return [];
    const said = [...Map.groupBy(all, (one) => one.said)]
      .map(([text, times]) => `${times.length} x ${text}`)
      .join("; ");
    const differs = new Set(all.map((one) => one.said)).size > 1;
    if (differs) differing += 1;
    return [`${differs ? "FAIL" : "ok  "} ${first.lab}/${first.name}: ${said}`];
  });
  const count = `${differing} of ${cases.size} cases differ from time to time`;
  const last = differing === 0 ? "every case gave the same each time" : count;
  return { lines: [...lines, last], differing };
}
