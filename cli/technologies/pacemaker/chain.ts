/** The resources that one address stands for: its own, and those that are started and stopped with it. */
import type { StepView } from "../../core/kinds/formula.ts";
import { valuesOf } from "../../core/kinds/reader.ts";
import {
  monitorOf,
  type PacemakerValues,
  kind as pacemaker,
  type Resource,
} from "./readers/pacemaker.ts";
import { secondsOf } from "./seconds.ts";

export interface Chain {
  readonly resources: readonly Resource[];
  /** How long their starts and stops took, one after the other, as far as they are known. Seconds. */
  readonly startS: number;
  readonly stopS: number;
  /** The longest interval at which one of them is looked at; undefined: one is never. Seconds. */
  readonly monitorS: number | undefined;
  /** The longest after which one of them forgets its failures; undefined: one never does. Seconds. */
  readonly failureTimeoutS: number | undefined;
  /** So long a member that begins waits for who leads. Seconds. */
  readonly dcDeadtimeS: number;
  readonly fencing: boolean;
}

const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);

/** The ids that a constraint ties together: colocation, order. Of sets of resources nothing is known. */
function pairOf({ kind, of }: PacemakerValues["constraints"][number]): readonly string[] {
  const keys = { colocation: ["rsc", "with-rsc"], order: ["first", "then"] }[kind] ?? [];
  return keys.flatMap((key) => of[key] ?? []);
}

/** Itself, its group, and what constraints tie to these, along all of them. */
function tiedTo(holder: Resource, { resources, constraints }: PacemakerValues): Resource[] {
  const names = new Set([holder.id]);
  const ties = [
    ...resources.flatMap(({ id, group }) => (group === undefined ? [] : [[id, group]])),
    ...constraints.map(pairOf),
  ];
  for (let before = 0; before < names.size; ) {
    before = names.size;
    for (const tie of ties)
      if (tie.some((name) => names.has(name))) for (const name of tie) names.add(name);
  }
  return resources.filter(({ id }) => names.has(id));
}

/** Undefined if it is so for one of them. */
const longest = (values: readonly (number | undefined)[]) =>
  values.some((one) => one === undefined) ? undefined : Math.max(...values.map((one) => one ?? 0));

const startsOf = (resources: readonly Resource[]) =>
  sum(resources.map(({ startedInS }) => startedInS ?? 0));

/** Of the address that the probe asks or watches. A sentence when the cluster has said nothing of it. */
export function chainOf(view: StepView, probe: string): Chain | string {
  const address = view.run.plan?.probes.find(({ name }) => name === probe)?.address;
  const all = [...valuesOf(view.run, pacemaker).values()];
  if (all.length === 0) return "no configuration of Pacemaker in force was read";
  // A lab may have several clusters, and each its own count of configurations.
  const holding = all.flatMap((values) => {
    const holder = values.resources.find(({ params }) => params["ip"] === address);
    return holder ? [{ values, resources: tiedTo(holder, values) }] : [];
  });
  // Whoever has the newest one knows best; of equals, who has seen most starts: one that joins has seen none.
  const [best] = holding.sort(
    ({ values: a, resources: one }, { values: b, resources: other }) =>
      b.epoch[0] - a.epoch[0] || b.epoch[1] - a.epoch[1] || startsOf(other) - startsOf(one),
  );
  if (!best)
    return `no resource of Pacemaker in force has the address ${address ?? "of this probe"}`;
  const { values: newest, resources } = best;
  return {
    resources,
    startS: startsOf(resources),
    stopS: sum(resources.map(({ stoppedInS }) => stoppedInS ?? 0)),
    monitorS: longest(resources.map(({ operations }) => monitorOf(operations)?.intervalS)),
    failureTimeoutS: longest(resources.map((one) => one.failureTimeoutS || undefined)),
    dcDeadtimeS: secondsOf(newest.properties["dc-deadtime"] ?? "20s") ?? 20,
    fencing: newest.fencing,
  };
}
