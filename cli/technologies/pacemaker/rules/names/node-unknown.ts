import { allOf } from "../../../../core/kinds/phrase.ts";
import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { foundAt, readable } from "../../meaning/config.ts";
import { lastPair } from "../../meaning/resources.ts";
import { unread } from "../../meaning/unread.ts";
import { expectsAnything } from "../../meaning/wanted.ts";

export const kind: RuleKind = {
  kind: "node-unknown",
  severity: "error",
  rank: 30,
  needs: "files",
  follows: unread,
  source: "Pacemaker Explained, Cluster Nodes: where Pacemaker gets the node name",
  breaks: expectsAnything,
  find: (facts): readonly Found[] =>
    readable(facts)
      .filter(({ opaque }) => !opaque)
      .flatMap((config) => {
        const named = config.cluster?.members.flatMap(({ name }) => name?.value ?? []) ?? [];
        const hosts = new Set([...config.hosts.map(({ name }) => name), ...named]);
        // Nodes of Pacemaker Remote are resources.
        const remote = config.resources.flatMap(({ id, meta }) => [
          id,
          lastPair(meta, "remote-node")?.value ?? id,
        ]);
        const known = new Set([...hosts, ...remote]);
        const words = [
          ...config.constraints.flatMap(({ node }) => node ?? []),
          ...config.nodes.map(({ word }) => word),
        ];
        return words
          .filter(({ value }) => !known.has(value))
          .map((word) => foundAt(config, word, { name: word.value, hosts: allOf(hosts) }));
      }),
};
