import { phrase } from "../../../../core/kinds/phrase.ts";
import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Instance, instancesOf } from "../../config/instances.ts";
import { listed, placesOf, unread } from "../../config/places.ts";
import { deviceOf, isSpokenOf, linkOf } from "../../config/segments.ts";
import type { Word } from "../../config/statements.ts";
import { isSet } from "../../config/tree.ts";
import { isGlobal } from "../../config/values.ts";
import { needsAgreement } from "../../config/wanted.ts";

/** Made by a script of the node, or by keepalived itself. */
function mayExist({ config, block }: Instance, { value }: Word): boolean {
  const isMade = isSet(block, "use_vmac") || isSet(block, "use_ipvlan") || isSet(block, "vrf");
  return (
    value === "lo" ||
    isMade ||
    isGlobal(config, "dynamic_interfaces") ||
    linkOf(config.node, value) !== undefined ||
    isSpokenOf(config.node, value)
  );
}

/** Every device that an instance names. */
function devicesOf({ interface: own, addresses, excluded, tracked }: Instance): readonly Word[] {
  const lists = tracked.filter(({ list }) => list === "track_interface");
  return [
    ...(own ? [own.at] : []),
    ...[...addresses, ...excluded].flatMap(({ device }) => device ?? []),
    ...lists.map(({ at }) => at),
  ];
}

function foundIn(instance: Instance): Found[] {
  const { node } = instance.config;
  const devices = node.links.map((link) => deviceOf(node, link));
  return devicesOf(instance)
    .filter((word) => !mayExist(instance, word))
    .map((word) => ({
      where: placesOf([instance, word]),
      args: {
        device: word.value,
        devices: listed(devices, phrase`no interface`),
        name: instance.name,
      },
    }));
}

export const kind: RuleKind = {
  kind: "interface-unknown",
  severity: "error",
  rank: 15,
  needs: "files",
  follows: unread,
  source: "keepalived.conf(5): interface",
  breaks: needsAgreement,
  find: (facts) => instancesOf(facts).flatMap(foundIn),
};
