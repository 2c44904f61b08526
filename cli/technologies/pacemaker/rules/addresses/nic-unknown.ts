import { allOf } from "../../../../core/kinds/phrase.ts";
import type { Found } from "../../../../core/kinds/rule.ts";
import { eachCluster } from "../../../corosync/meaning/each-cluster.ts";
import { foundAt, hostsOf, readable } from "../../meaning/config.ts";
import { addressesIn } from "../../meaning/pairings.ts";
import { lastPair } from "../../meaning/resources.ts";
import { unread } from "../../meaning/unread.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

export const kind = eachCluster({
  kind: "nic-unknown",
  severity: "error",
  rank: 31,
  needs: "files",
  follows: unread,
  source: "ocf_heartbeat_IPaddr2(7), nic",
  breaks: expectsAnything,
  find(facts) {
    const most = Math.max(0, ...hostsOf(facts).map(({ links }) => links.length));
    const devices = Array.from({ length: most }, (_, at) => `eth${at}`);
    // What a node's own files name may be made by them.
    const made = hostsOf(facts).flatMap(({ files }) =>
      [...files.values()].filter(({ path }) => /rc\.local|network|interfaces/.test(path)),
    );
    return readable(facts).flatMap((config) =>
      addressesIn(config).flatMap((one): Found[] => {
        const pair = lastPair(one.params, "nic");
        const name = pair?.value ?? "";
        const isKnown =
          devices.includes(name) || name === "lo" || made.some(({ text }) => text.includes(name));
        if (!pair || devices.length === 0 || isKnown) return [];
        return [foundAt(config, pair.word, { id: one.id, nic: name, devices: allOf(devices) })];
      }),
    );
  },
});
