import { type Found, type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { isOn } from "../../corosync/meaning/members.ts";
import { type Config, isNo, placeOf, propertyOf } from "../../pacemaker/meaning/config.ts";
import { lastPair, type Resource } from "../../pacemaker/meaning/resources.ts";
import { secondsOf } from "../../pacemaker/seconds.ts";
import { devicesOf } from "../settings.ts";

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

function foundIn(config: Config, devices: readonly Resource[]): Found[] {
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

export const kind: RuleKind = {
  kind: "both-shoot",
  severity: "error",
  rank: 36,
  needs: "files",
  source:
    "Pacemaker Explained, Fencing: pcmk_delay_base, pcmk_delay_max; Cluster Options: priority-fencing-delay",
  breaks: (step) => stepHas(step, { faults: ["cut"] }),
  find(facts) {
    const all = Map.groupBy(devicesOf(facts), ({ config }) => config);
    return [...all].flatMap(([config, devices]) =>
      foundIn(
        config,
        devices.map(({ resource }) => resource),
      ),
    );
  },
};
