/** The resources that one address stands for: its own, and those that are started and stopped with it. */
import type { StepView } from "../../core/kinds/formula.ts";
import { valuesOf } from "../../core/kinds/reader.ts";
import { monitorOf, kind as pacemaker, type Resource } from "./readers/pacemaker.ts";

export interface Chain {
  readonly resources: readonly Resource[];
  /** How long their starts and stops took, one after the other, as far as they are known. Seconds. */
  readonly startS: number;
  readonly stopS: number;
  /** The longest interval at which one of them is looked at; undefined: one is never. Seconds. */
  readonly monitorS: number | undefined;
  readonly fencing: boolean;
}

const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);

/** Of the address that the probe asks or watches. A sentence when the cluster has said nothing of it. */
export function chainOf(view: StepView, probe: string): Chain | string {
  const address = view.run.plan?.probes.find(({ name }) => name === probe)?.address;
  // Whoever has the newest configuration knows best.
  const [newest] = [...valuesOf(view.run, pacemaker).values()].sort(
    (a, b) => b.epoch[0] - a.epoch[0] || b.epoch[1] - a.epoch[1],
  );
  if (!newest) return "no configuration of Pacemaker in force was read";
  const holder = newest.resources.find(({ params }) => params["ip"] === address);
  if (!holder)
    return `no resource of Pacemaker in force has the address ${address ?? "of this probe"}`;
  const resources = newest.resources.filter(
    (one) => one === holder || (one.group !== undefined && one.group === holder.group),
  );
  const intervals = resources.map(({ operations }) => monitorOf(operations)?.intervalS);
  return {
    resources,
    startS: sum(resources.map(({ startedInS }) => startedInS ?? 0)),
    stopS: sum(resources.map(({ stoppedInS }) => stoppedInS ?? 0)),
    monitorS: intervals.some((one) => one === undefined)
      ? undefined
      : Math.max(...intervals.map((one) => one ?? 0)),
    fencing: newest.fencing,
  };
}
