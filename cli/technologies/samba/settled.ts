/** What checks of a directory share: what was told of it, and since when something is so at the controllers. */
import { round } from "../../core/base/numbers.ts";
import { allowed } from "../../core/judge/bounds.ts";
import { calmNs, endS, judgeBound, latestNs, unknown } from "../../core/judge/evidence.ts";
import type { Judgement } from "../../core/kinds/check.ts";
import type { StepView } from "../../core/kinds/formula.ts";
import type { BoundSpec } from "../../core/kinds/values.ts";
import { type Directory, directoryOf } from "./history/directory.ts";

interface Asking {
  readonly probe: string;
}

/** The directory as it was told, or why nothing can be said. */
export function directoryIn(view: StepView, { probe }: Asking): Directory | Judgement {
  const blind = view.run.blind.find(
    (one) => one.probe === probe && !one.ok && one.t >= view.sinceNs && one.t <= view.untilNs,
  );
  if (blind) return unknown(`the directory was not watched from ${blind.node}: ${blind.why}`);
  const directory = directoryOf(view.run.told.get(probe));
  return directory.heard ? directory : unknown(`"${probe}" has told nothing`);
}

/** What has to be so, at which controllers. */
export interface Wanted extends Asking {
  readonly nodes: readonly string[];
  readonly within?: BoundSpec | undefined;
  readonly limit?: number | undefined;
  /** Without `within`: so long from the phase's begin it has to be so. Milliseconds. */
  readonly during: number;
}

type Holds = (directory: Directory, atNs: number) => boolean;

/** From when on, to the phase's end, it was so; undefined: it is not. */
function since(wanted: Wanted, view: StepView, holds: Holds): number | undefined {
  const directory = directoryOf(view.run.told.get(wanted.probe));
  const times = directory
    .changes(wanted.nodes)
    .filter((t) => t > view.sinceNs && t <= view.untilNs)
    .toSorted((a, b) => a - b);
  let from = holds(directory, view.sinceNs) ? view.sinceNs : undefined;
  for (const t of times) from = holds(directory, t) ? (from ?? t) : undefined;
  return from;
}

export function readyWhenSettled(wanted: Wanted, view: StepView, holds: Holds): boolean {
  if (!wanted.within) return view.untilNs >= view.sinceNs + wanted.during * 1e6;
  const from = since(wanted, view, holds);
  if (from !== undefined && view.untilNs - from >= calmNs) return true;
  return (
    view.untilNs >= latestNs(allowed(wanted.within, wanted.limit), view, wanted.probe) + calmNs
  );
}

export function judgeSettled(
  wanted: Wanted,
  view: StepView,
  holds: Holds,
  shown: (directory: Directory) => readonly string[],
): Judgement {
  const directory = directoryIn(view, wanted);
  if ("verdict" in directory) return directory;
  const evidence = shown(directory);
  const from = since(wanted, view, holds);
  if (!wanted.within) return { verdict: from === view.sinceNs ? "pass" : "fail", evidence };
  if (from === undefined) return { verdict: "fail", evidence };
  const measured = round((from - view.sinceNs) / 1e9);
  return judgeBound(measured, allowed(wanted.within, wanted.limit), view, wanted.probe, evidence);
}

/** For `watchesS`: what is looked at whatever happens. */
export const lookedAtS = ({ within, during }: Wanted): number => (within ? 0 : during / 1000);

/** The end of a bound, as seconds from the phase's begin. */
export function boundEndS(
  spec: Asking & { readonly within: BoundSpec; readonly limit?: number | undefined },
  view: StepView,
): number {
  return endS(allowed(spec.within, spec.limit), view, spec.probe);
}
