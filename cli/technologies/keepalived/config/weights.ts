/** What tracking makes of an instance's priority: keepalived.conf(5), "weight". */
import type { Instance } from "./instances.ts";
import type { Word } from "./statements.ts";
import { scriptsOf, type Tracked } from "./trackers.ts";
import { blocksOf } from "./tree.ts";
import { numberIn } from "./values.ts";

/** keepalived keeps a priority that trackers change within these (vrrp.c, 2.2.7). */
const [lowest, highest] = [1, 254];

/** The weight that a line of a list has in force; 0: FAULT. Undefined: its thing is not there, or a file says it. */
function weightOf(instance: Instance, tracked: Tracked): number | undefined {
  const { list, name, weight } = tracked;
  const { config } = instance;
  if (list === "track_file") return undefined;
  if (weight) return weight.value;
  if (list === "track_interface") return 0;
  if (list === "track_script")
    return scriptsOf(config).find((one) => one.name === name)?.weight.value;
  const kind = list === "track_process" ? "vrrp_track_process" : "bfd_instance";
  const block = blocksOf(config, kind).find(({ args }) => args[0]?.value === name);
  return block && numberIn(block, "weight", 0).value;
}

export interface Weighed {
  /** While all is well. */
  readonly well: number;
  /** When everything that it tracks has failed; undefined: it goes to FAULT then. */
  readonly failed: number | undefined;
}

/** Undefined: files cannot tell. */
export function weighed(instance: Instance): Weighed | undefined {
  const { priority, tracked, group } = instance;
  // A group has weights of its own rules.
  const all = [...tracked, ...(group?.tracked ?? [])];
  if (all.some(({ isReversed }) => isReversed)) return undefined;
  const weights: number[] = [];
  for (const each of all) {
    const weight = weightOf(instance, each);
    if (weight === undefined || (weight !== 0 && group?.tracked.includes(each))) return undefined;
    weights.push(weight);
  }
  // The owner of the address keeps its priority.
  if (priority.value === 255) return { well: 255, failed: weights.includes(0) ? undefined : 255 };
  const sum = (sign: 1 | -1) =>
    weights.filter((weight) => weight * sign > 0).reduce((total, weight) => total + weight, 0);
  const kept = (value: number) => Math.min(highest, Math.max(lowest, value));
  return {
    well: weights.some((weight) => weight > 0) ? kept(priority.value + sum(1)) : priority.value,
    failed: weights.includes(0) ? undefined : kept(priority.value + sum(-1)),
  };
}

/** Where the weight stands that decides: in the list, or where its script is defined. */
export function weightPlace({ config, tracked }: Instance): Word | undefined {
  const [first] = tracked.flatMap(({ list, name, at, weight }) => {
    const script = scriptsOf(config).find((one) => list === "track_script" && one.name === name);
    return weight?.at ?? (script?.weight.isGiven ? script.weight.at : at);
  });
  return first;
}
