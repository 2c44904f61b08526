import { type Found, type RuleKind, stepHas } from "../../../core/kinds/rule.ts";
import { isOn } from "../../corosync/meaning/members.ts";
import { type Config, isNo, placeOf, propertyOf } from "../../pacemaker/meaning/config.ts";
import { lastPair, type Resource } from "../../pacemaker/meaning/resources.ts";
import { secondsOf } from "../../pacemaker/seconds.ts";
import { guestsIn } from "../configured.ts";

const isPositive = (text: string | undefined) => (secondsOf(text ?? "") ?? 0) > 0;

const isDelayed = ({ params }: Resource) =>
  isPositive(lastPair(params, "pcmk_delay_base")?.value.split(":").at(-1)) ||
  isPositive(lastPair(params, "pcmk_delay_max")?.value);

/** Some resource counts for more: else a delay by priority is none. */
const hasPriority = ({ resources, defaults }: Config) =>
  [...defaults, ...resources.flatMap(({ meta }) => meta)].some(
    ({ name, value }) => name === "priority" && Number(value) !== 0,
  );

function foundIn(config: Config): Found[] {
  const devices = config.resources.filter(({ agent }) => agent?.value.startsWith("stonith:"));
  const [device] = devices;
  const isTwo =
    config.hosts.length === 2 &&
    config.cluster !== undefined &&
    isOn(config.cluster, "quorum.two_node");
  if (!device || !isTwo || isNo(propertyOf(config, "stonith-enabled"))) return [];
  if (devices.some((one) => one.more || isDelayed(one))) return [];
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
  breaks: (step) => stepHas(step, { faults: ["cut", "link-down"] }),
  find: (facts) => {
    const configs = new Set(guestsIn(facts).map(({ config }) => config));
    return [...configs].flatMap(foundIn);
  },
};
