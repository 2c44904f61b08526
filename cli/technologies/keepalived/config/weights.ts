/** What tracking makes of an instance's priority: keepalived.conf(5), "weight". */
import type { Instance } from "./instances.ts";
import type { Word } from "./statements.ts";
import { scriptsOf, type Tracked } from "./trackers.ts";
import { blocksOf, isSet } from "./tree.ts";
import { numberIn } from "./values.ts";

/** keepalived keeps a priority that trackers change within these (vrrp.c, 2.2.7). */
const [lowest, highest] = [1, 254];
const owner = 255;

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

/** Who owns the address has no weights; nor have members of a sync group, unless it says so (vrrp.c, 2.2.7). */
export function ignoresWeights({ group, priority }: Instance): boolean {
  if (priority.value === owner) return true;
  return group !== undefined && !isSet(group.block, "sync_group_tracking_weight");
}

/** A weight that is reversed, or of a group, follows rules of its own. */
function isOdd({ config, group }: Instance, tracked: Tracked): boolean {
  const script = scriptsOf(config).find(({ name }) => name === tracked.name);
  const isOfInterface = tracked.list === "track_interface" && tracked.weight !== undefined;
  const isGroups = group !== undefined && (isOfInterface || group.tracked.includes(tracked));
  return (
    tracked.isReversed || script?.isReversed === true || (isGroups && tracked.weight !== undefined)
  );
}

/** Undefined: files cannot tell. */
function weightsOf(instance: Instance): readonly number[] | undefined {
  const { tracked, group } = instance;
  const all = [...tracked, ...(group?.tracked ?? [])];
  if (all.some((each) => isOdd(instance, each))) return undefined;
  const weights: number[] = [];
  for (const each of all) {
    const weight = weightOf(instance, each);
    if (weight === undefined) return undefined;
    if (weight === 0 || !ignoresWeights(instance)) weights.push(weight);
  }
  return weights;
}

function sumOf(weights: readonly number[], sign: 1 | -1): number {
  return weights.reduce((sum, weight) => sum + (weight * sign > 0 ? weight : 0), 0);
}

function kept(priority: number): number {
  return Math.min(highest, Math.max(lowest, priority));
}

/** Undefined: files cannot tell. */
export function weighed(instance: Instance): Weighed | undefined {
  const { value: priority } = instance.priority;
  const weights = weightsOf(instance);
  if (!weights) return undefined;
  const isFault = weights.includes(0);
  // The owner of the address keeps its priority.
  if (priority === owner) return { well: owner, failed: isFault ? undefined : owner };
  return {
    well: weights.some((weight) => weight > 0) ? kept(priority + sumOf(weights, 1)) : priority,
    failed: isFault ? undefined : kept(priority + sumOf(weights, -1)),
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
