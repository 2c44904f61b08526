import { allOf } from "../../../../core/kinds/phrase.ts";
import type { Found } from "../../../../core/kinds/rule.ts";
import { eachCluster } from "../../../corosync/meaning/each-cluster.ts";
import { hostsOf, isNo, placeOf, propertyOf, readable } from "../../meaning/config.ts";
import { fencingDevices } from "../../meaning/fencing.ts";
import { unread } from "../../meaning/unread.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

const words = (text: string) => text.split(/[\s,]+/).filter((word) => word !== "");

export const kind = eachCluster({
  kind: "plug-missing",
  severity: "error",
  rank: 32,
  needs: "files",
  follows: [...unread, "pacemaker/fencing-without-device"],
  source: "Pacemaker Explained, Fencing: pcmk_host_list",
  breaks: expectsAnything,
  find: (facts): readonly Found[] =>
    readable(facts).flatMap((config): Found[] => {
      const devices = fencingDevices(config);
      const lists = devices.map(({ params }) =>
        params.find(({ name }) => name === "pcmk_host_list"),
      );
      const [first] = lists;
      // One without a list is asked which plugs it has.
      if (!first || lists.includes(undefined) || isNo(propertyOf(config, "stonith-enabled")))
        return [];
      const plugs = new Set(lists.flatMap((list) => words(list?.value ?? "")));
      const bare = hostsOf(facts).filter(({ name }) => !plugs.has(name));
      if (bare.length === 0) return [];
      const args = { nodes: allOf(bare.map(({ name }) => name)), device: devices[0]?.id ?? "" };
      return [{ where: [placeOf(config, first.word)], args }];
    }),
});
