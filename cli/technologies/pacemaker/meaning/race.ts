/** Two nodes that lose sight of each other shoot at the same moment, unless one of them has to wait. */
import type { Found } from "../../../core/kinds/rule.ts";
import { isOn } from "../../corosync/meaning/members.ts";
import { secondsOf } from "../seconds.ts";
import { type Config, isNo, placeOf, propertyOf } from "./config.ts";
import { lastPair, type Resource } from "./resources.ts";

const isPositive = (text: string | undefined) => (secondsOf(text ?? "") ?? 0) > 0;

/** One time for all targets delays both alike; it has to be one target's, or drawn. */
const isDelayed = ({ params, more }: Resource) =>
  more ||
  isPositive(lastPair(params, "pcmk_delay_max")?.value) ||
  (lastPair(params, "pcmk_delay_base")?.value ?? "")
    .split(/[;,\s]+/)
    .some((one) => one.includes(":") && isPositive(one.split(":")[1]));

/** Devices for each node may have a delay each: one of them is enough. */
const differ = (devices: readonly Resource[]) =>
  new Set(devices.map(({ params }) => lastPair(params, "pcmk_delay_base")?.value ?? "0")).size > 1;

/** Some resource counts for more: else a delay by priority is none. */
const hasPriority = ({ resources, defaults }: Config) =>
  [...defaults, ...resources.flatMap(({ meta }) => meta)].some(
    ({ name, value }) => name === "priority" && Number(value) !== 0,
  );

/** A cluster of two whose members would both be shot by each other: nothing holds one of the devices back. */
export function raceIn(config: Config, devices: readonly Resource[]): Found[] {
  const [device] = devices;
  const isTwo =
    config.hosts.length === 2 &&
    config.cluster !== undefined &&
    isOn(config.cluster, "quorum.two_node");
  if (!device || !isTwo || isNo(propertyOf(config, "stonith-enabled"))) return [];
  if (devices.some(isDelayed) || differ(devices)) return [];
  const delay = propertyOf(config, "priority-fencing-delay");
  if (isPositive(delay?.value) && hasPriority(config)) return [];
  const where = [placeOf(config, device.word), ...(delay ? [placeOf(config, delay.word)] : [])];
  return [{ where, args: { device: device.id } }];
}

export const raceSource =
  "Pacemaker Explained, Fencing: pcmk_delay_base, pcmk_delay_max; Cluster Options: priority-fencing-delay";
