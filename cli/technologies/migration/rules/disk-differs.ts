import type { RuleKind } from "../../../core/kinds/rule.ts";
import { movesGuest } from "../moves.ts";
import { differences, hypervisorsOf } from "../settings.ts";

export const kind: RuleKind = {
  kind: "disk-differs",
  severity: "error",
  rank: 20,
  needs: "files",
  source: "QEMU documentation, Migration: the disk is one that both sides reach",
  breaks: movesGuest,
  find(facts) {
    const addresses = new Map(
      facts.nodes.flatMap(({ name, links }) =>
        links.map(({ address }): [string, string] => [address, name]),
      ),
    );
    // A host by its name, or by one of its addresses: nbd://HOST:PORT/EXPORT.
    const alike = (disk: string) =>
      disk.replace(
        /^(nbd:\/\/)([^:/]+)/,
        (_, scheme: string, host: string) => `${scheme}${addresses.get(host) ?? host}`,
      );
    const local = hypervisorsOf(facts).some(({ settings }) =>
      settings.get("DISK")?.value.startsWith("/"),
    );
    return local ? [] : differences(facts, "DISK", alike);
  },
};
