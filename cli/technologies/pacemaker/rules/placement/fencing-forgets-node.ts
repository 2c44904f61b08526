import { allOf } from "../../../../core/kinds/phrase.ts";
import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Config, isNo, placeOf, propertyOf, readable } from "../../meaning/config.ts";
import { lastPair, type Resource } from "../../meaning/resources.ts";
import { unread } from "../../meaning/unread.ts";
import { movesResources } from "../../meaning/wanted.ts";

/** The nodes that a device names; undefined: it is asked, or takes everybody. */
function targetsOf({ params, more }: Resource): readonly string[] | undefined {
  const list = lastPair(params, "pcmk_host_list")?.value;
  const map = lastPair(params, "pcmk_host_map")?.value;
  const check = lastPair(params, "pcmk_host_check")?.value ?? "static-list";
  if (more || check !== "static-list" || (list === undefined && map === undefined))
    return undefined;
  const mapped = (map ?? "").split(/[;,\s]+/).map((pair) => pair.split(":")[0] ?? "");
  return [...(list ?? "").split(/[;,\s]+/), ...mapped].filter((name) => name !== "");
}

function foundIn(config: Config): readonly Found[] {
  const devices = config.resources.filter(({ agent }) => agent?.value.startsWith("stonith:"));
  const targets = devices.map(targetsOf);
  const [device] = devices;
  if (!device || targets.includes(undefined) || isNo(propertyOf(config, "stonith-enabled")))
    return [];
  const named = targets.flatMap((names) => names ?? []);
  const forgotten = config.hosts.map(({ name }) => name).filter((name) => !named.includes(name));
  if (forgotten.length === 0) return [];
  const word = lastPair(device.params, "pcmk_host_list")?.word ?? device.word;
  const args = { device: device.id, forgotten: allOf(forgotten), named: allOf(named) };
  return [{ where: [placeOf(config, word)], args }];
}

export const kind: RuleKind = {
  kind: "fencing-forgets-node",
  severity: "error",
  rank: 37,
  needs: "files",
  follows: unread,
  source: "Pacemaker Explained, Fencing: pcmk_host_list, pcmk_host_map, pcmk_host_check",
  breaks: movesResources,
  find: (facts) =>
    readable(facts)
      .filter(({ opaque }) => !opaque)
      .flatMap(foundIn),
};
