import { allOf } from "../../../../core/kinds/phrase.ts";
import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Config, foundAt, readable } from "../../meaning/config.ts";
import { addressesIn } from "../../meaning/pairings.ts";
import { lastPair } from "../../meaning/resources.ts";
import { unread } from "../../meaning/unread.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

function foundIn(config: Config): readonly Found[] {
  const most = Math.max(0, ...config.hosts.map(({ links }) => links.length));
  const devices = Array.from({ length: most }, (_, at) => `eth${at}`);
  // What a node's own files name may be made by them.
  const made = config.hosts.flatMap(({ files }) =>
    [...files.values()].filter(({ path }) => /rc\.local|network|interfaces/.test(path)),
  );
  return addressesIn(config).flatMap((one): Found[] => {
    const pair = lastPair(one.params, "nic");
    const name = pair?.value ?? "";
    const isKnown =
      devices.includes(name) || name === "lo" || made.some(({ text }) => text.includes(name));
    if (!pair || devices.length === 0 || isKnown) return [];
    return [foundAt(config, pair.word, { id: one.id, nic: name, devices: allOf(devices) })];
  });
}

export const kind: RuleKind = {
  kind: "nic-unknown",
  severity: "error",
  rank: 31,
  needs: "files",
  follows: unread,
  source: "ocf_heartbeat_IPaddr2(7), nic",
  breaks: expectsAnything,
  find: (facts) => readable(facts).flatMap(foundIn),
};
