/** How long after it was written each number was at another controller. */
import type { StepView } from "../../core/kinds/formula.ts";
import type { Directory, Written } from "./history/directory.ts";

export interface Lag {
  readonly written: Written;
  readonly node: string;
  /** From then on it counts: written, or from the healing on, if that came later. */
  readonly fromNs: number;
  /** Undefined: it has not come. */
  readonly seenNs: number | undefined;
}

interface Asked {
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** What the sources wrote up to a time, as far as the others did not have it when the phase began. */
export function lagsOf(
  directory: Directory,
  { from, to }: Asked,
  view: StepView,
  lastNs: number,
): Lag[] {
  const written = from.flatMap((source) => directory.node(source).written);
  const recent = written.filter(
    ({ t }) => t <= lastNs && (view.phase === "mended" || t >= view.sinceNs),
  );
  return recent.flatMap((one) =>
    to.flatMap((node): Lag[] => {
      if (node === one.source) return [];
      const at = directory.seenAt(node, one);
      const seenNs = at !== undefined && at <= view.untilNs ? at : undefined;
      if (seenNs !== undefined && seenNs < view.sinceNs) return [];
      return [{ written: one, node, fromNs: Math.max(one.t, view.sinceNs), seenNs }];
    }),
  );
}

/** Seconds; of what has not come, its age. */
export function ageS({ fromNs, seenNs }: Lag, nowNs: number): number {
  return Math.max(0, (seenNs ?? nowNs) - fromNs) / 1e9;
}

export function longest(lags: readonly Lag[], nowNs: number): Lag | undefined {
  return lags.toSorted((a, b) => ageS(b, nowNs) - ageS(a, nowNs))[0];
}

export function describe(lag: Lag, nowNs: number): string {
  const { source, number } = lag.written;
  const what = `${number} of ${source} ${lag.seenNs === undefined ? "is not on" : "was on"} ${lag.node}`;
  return `${what} after ${ageS(lag, nowNs).toFixed(2)} s`;
}
