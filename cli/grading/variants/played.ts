/** Whether the variants that were played took the same time and gave the same points. Pure. */
import type { Report } from "../../core/judge/report.ts";

/** What counts of a run. */
export type Run = Pick<Report, "points" | "maxPoints" | "protocolTime">;

/** As for the times in the files. */
const fairShare = 0.1;

/** Of several variants' runs, by their ids: sentences; empty where it was the same exercise for all. */
export function unfairRuns(runs: ReadonlyMap<string, Run>): readonly string[] {
  const times = [...runs.values()]
    .map(({ protocolTime }) => protocolTime)
    .toSorted((a, b) => a - b);
  const middle = times[Math.floor((times.length - 1) / 2)] ?? 0;
  const [, first] = [...runs][0] ?? [];
  return [...runs].flatMap(([id, run]) => {
    const off = Math.abs(run.protocolTime - middle) > fairShare * middle;
    const late = `its protocols take ${seconds(run.protocolTime)}, those of the others ${seconds(middle)}`;
    const other = run.points !== first?.points || run.maxPoints !== first.maxPoints;
    const points = `${run.points} of ${run.maxPoints} points, not ${first?.points} of ${first?.maxPoints}`;
    return [...(off ? [`${id}: ${late}`] : []), ...(other ? [`${id}: ${points}`] : [])];
  });
}

function seconds(value: number): string {
  return `${value.toFixed(1)} s`;
}
