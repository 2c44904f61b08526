import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { labsDir } from "../../../cli/core/base/home.ts";
import { kind as nftables } from "../../../cli/technologies/nlb/explains/nftables.ts";
import { kind } from "../../../cli/technologies/nlb/explains/nlb.ts";

describe("what the words of nlb.conf do", () => {
  const text =
    "# x\nid 1\nnodes 4\nbuckets 24\nset ip nlb mine\nto 10.0.0.1:7001\n\theartbeat 1s # y\ndead 5s\nquorum 2\nother 1\n";

  it("is told for each line", () => {
    const names = text.split("\n").map((_, at) => kind.at(text, at + 1)?.name);
    expect(names).toEqual([
      ...[undefined, "id", "nodes", "buckets", "set", "to", "heartbeat", "dead", "quorum"],
      ...[undefined, undefined],
    ]);
    expect(kind.at(text, 99)).toBeUndefined();
  });

  it("has units and defaults", () => {
    expect(kind.at(text, 8)).toMatchObject({ unit: "ms or s, 10ms to 60s", otherwise: "5s" });
    expect(kind.takes("/etc/nlb.conf")).toBe(true);
    expect(kind.takes("/etc/nftables.conf")).toBe(false);
  });
});

describe("what a line of nftables.conf does", () => {
  it.each<[string, string | undefined]>([
    ["meta mark set jhash ip saddr mod 24 seed 1", "jhash"],
    ["meta mark @mine meta pkttype set host accept", "meta mark"],
    ["tcp flags & (syn | ack) != syn drop", "tcp flags"],
    ["iifname != @lease drop", "iifname"],
    ["udp dport 7001 update @lease { oifname }", "update"],
    ["type filter hook prerouting priority mangle; policy accept;", "type ... hook ... priority"],
    ["arp saddr ip 10.0.0.1 arp saddr ether set 01:00:5e:00:01:c8", "arp saddr ether set"],
    ["timeout 750ms", "timeout"],
    ["type mark", "type"],
    ["drop", "drop"],
    ["# drop", undefined],
    ["}", undefined],
  ])("%s", (text, name) => {
    expect(nftables.at(`table ip nlb {\n${text}\n}`, 2)?.name).toBe(name);
  });

  it("is told for every line of the starter that says something", () => {
    const path = join(labsDir(), "balancer-distributed/starter/server/etc/nftables.conf.hbs");
    const lines = readFileSync(path, "utf8").split("\n");
    const silent = lines.filter((line, at) => {
      const says = /^\s*[^\s#}]/.test(line);
      return says && !nftables.at(lines.join("\n"), at + 1);
    });
    expect(silent).toEqual([]);
    expect(nftables.takes("/etc/nftables.conf")).toBe(true);
  });
});
