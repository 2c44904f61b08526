import { describe, expect, it } from "vitest";
import { linesOf } from "../../fixtures/diagnosis/diagnosed.ts";
import { diagnosedBy, rulesOf } from "../../fixtures/diagnosis/own-rules.ts";

const rules = await rulesOf("files", "nlb");
const [filter, conf, boot] = ["/etc/nftables.conf", "/etc/nlb.conf", "/etc/rc.local"];
const all = ["n1", "n2", "n3", "n4"];

type Edit = (text: string) => string;

/** Replaces the first match; a text that has none is a mistake of the test. */
function edit(from: string | RegExp, to: string): Edit {
  return (text) => {
    const changed = text.replace(from, () => to);
    if (changed === text) throw new Error(`nothing like ${String(from)} in:\n${text}`);
    return changed;
  };
}

function on(nodes: readonly string[], path: string, change: Edit): Record<string, Edit> {
  return Object.fromEntries(nodes.map((node) => [`${node}${path}`, change]));
}

async function found(edits: Readonly<Record<string, Edit>>): Promise<string[]> {
  const diagnosis = await diagnosedBy("balancer-distributed", { rules, edits });
  // Every text has its arguments.
  expect(JSON.stringify(diagnosis)).not.toMatch(/\{[a-z-]+\}/);
  return linesOf(diagnosis).map((line) => line.replaceAll("/etc/", ":"));
}

const accept = /meta mark @mine meta pkttype set host accept/;

describe("each rule finds what was planted, and nothing else does", () => {
  it.each<[string, Record<string, Edit>, string]>([
    ["same-id", on(["n3"], conf, edit("id 3", "id 1")), "n3:nlb.conf:3 n1:nlb.conf:3"],
    ["hears-nobody", on(["n1"], conf, edit("10.85.0.255", "10.85.0.12")), "n1:nlb.conf:11"],
    ["no-quorum", on(["n1"], conf, edit("quorum 2", "quorum 1")), "n1:nlb.conf:16"],
    ["no-quorum", on(["n2"], conf, edit("quorum 2", "")), "n2:nlb.conf:"],
    ["quorum-too-large", on(["n2"], conf, edit("quorum 2", "quorum 3")), "n2:nlb.conf:16"],
    ["slow-heartbeat", on(["n2"], conf, edit("dead 900ms", "dead 12s")), "n2:nlb.conf:13"],
    ["refused", on(["n2"], conf, edit("dead 900ms", "dead 0.9s")), "n2:nlb.conf:13"],
    ["refused", on(["n2"], conf, edit("buckets 24", "buckets many")), "n2:nlb.conf:6"],
    [
      "set-missing",
      on(["n2"], conf, edit("ip nlb mine", "ip nlb ours")),
      "n2:nlb.conf:8 n2:nftables.conf:",
    ],
    ["address-missing", on(["n1"], boot, edit(/ip address.*/, "")), "n1:rc.local:"],
    ["own-mac", on(["n1"], filter, edit(/^.*saddr ether set.*$/m, "")), "n1:nftables.conf:"],
    [
      "replies-only",
      on(["n1"], filter, edit("arp saddr ip", "arp operation reply arp saddr ip")),
      "n1:nftables.conf:18",
    ],
    [
      "mac-differs",
      on(["n2"], filter, edit(/set 01:00:5e:00:01:c8/, "set 01:00:5e:00:01:c9")),
      "n2:nftables.conf:18 n1:nftables.conf:18",
    ],
    [
      "deaf-to-multicast",
      on(["n1"], filter, edit(accept, "meta mark @mine accept")),
      "n1:nftables.conf:41",
    ],
    [
      "takes-everything",
      on(["n1"], filter, edit(/^ {4}drop$/m, "    meta pkttype set host accept")),
      "n1:nftables.conf:42",
    ],
    [
      "no-affinity",
      on(["n1"], filter, edit("ip saddr mod", "ip saddr . tcp sport mod")),
      "n1:nftables.conf:40",
    ],
    [
      "seed-differs",
      on(["n1"], filter, edit("0x5eed0001", "7")),
      "n1:nftables.conf:40 n2:nftables.conf:40",
    ],
    ["seed-missing", on(["n1"], filter, edit(" seed 0x5eed0001", "")), "n1:nftables.conf:40"],
    [
      "buckets-differ",
      on(["n1"], filter, edit("mod 24", "mod 32")),
      "n1:nftables.conf:40 n1:nlb.conf:6",
    ],
    ["no-fencing", on(["n1"], filter, edit("iifname != @lease drop", "")), "n1:nftables.conf:41"],
    [
      "long-lease",
      on(["n1"], filter, edit("timeout 750ms", "timeout 901ms")),
      "n1:nftables.conf:33 n2:nlb.conf:13",
    ],
    [
      "short-lease",
      on(["n1"], filter, edit("timeout 750ms", "timeout 100ms")),
      "n1:nftables.conf:33 n1:nlb.conf:12",
    ],
    [
      "lease-not-renewed",
      on(["n1"], filter, edit("udp dport 7001", "udp dport 7002")),
      "n1:nftables.conf:50 n1:nlb.conf:11",
    ],
  ])("%s", async (rule, edits, places) => {
    const causes = (await found(edits)).filter((line) => !line.includes("follows from"));
    expect(causes).toEqual([`error nlb/${rule} ${places}`]);
  });

  it("port-differs, and the lease that follows from it", async () => {
    expect(await found(on(["n2"], conf, edit(":7001", ":7002")))).toEqual([
      "error nlb/port-differs n2:nlb.conf:11 n1:nlb.conf:11",
      "error nlb/lease-not-renewed n2:nftables.conf:50 n2:nlb.conf:11 (follows from nlb/port-differs)",
    ]);
  });

  it("mac-not-joined is a hint: a lab's cards take every frame", async () => {
    expect(await found(on(["n2"], boot, edit(/ip maddress.*/, "")))).toEqual([
      "hint nlb/mac-not-joined n2:rc.local:",
    ]);
  });

  it("the same on all nodes is one finding", async () => {
    expect(await found(on(all, conf, edit("quorum 2", "quorum 1")))).toEqual([
      "error nlb/no-quorum n1:nlb.conf:16 n2:nlb.conf:16 n3:nlb.conf:16 n4:nlb.conf:16",
    ]);
  });
});

describe("what is near a mistake and is none", () => {
  it.each<[string, Record<string, Edit>]>([
    [
      "another order of ids",
      { ...on(["n1"], conf, edit("id 1", "id 2")), ...on(["n2"], conf, edit("id 2", "id 1")) },
    ],
    ["the same number, written otherwise", on(["n1"], filter, edit("0x5eed0001", "1592590337"))],
    [
      "a port that is never another client's",
      on(all, filter, edit("ip saddr mod", "ip saddr . tcp dport mod")),
    ],
    ["a lease as long as the detection", on(all, filter, edit("750ms", "900ms"))],
    ["a detection at the limit", { ...on(all, conf, edit("dead 900ms", "dead 10s")) }],
    ["a group's heartbeat", on(all, conf, edit("10.85.0.255", "224.0.0.99"))],
    ["a broadcast to all networks", on(all, conf, edit("10.85.0.255", "255.255.255.255"))],
    [
      "a reply's rule beside one for questions",
      on(
        all,
        filter,
        edit(
          /^(.*)arp saddr ip (.*)$/m,
          "arp operation reply arp saddr ip 10.85.0.100 arp saddr ether set 01:00:5e:00:01:c8\narp operation request arp saddr ip 10.85.0.100 arp saddr ether set 01:00:5e:00:01:c8",
        ),
      ),
    ],
    [
      "an address that a script adds",
      on(all, boot, edit(/ip address.*/, "/usr/local/bin/address")),
    ],
    ["an address in another form", on(all, boot, edit("ip address add", "ip -4 a replace"))],
    [
      "a renewal by another port as well",
      on(
        all,
        filter,
        edit(
          "udp dport 7001 update",
          "udp dport 7002 update @lease { oifname }\n udp dport 7001 update",
        ),
      ),
    ],
    [
      "nothing dropped, but TCP takes its own only",
      on(all, filter, edit(/^ {4}drop$/m, "    accept")),
    ],
    [
      "a policy that drops",
      on(all, filter, (text) =>
        edit(
          /^ {4}drop$/m,
          "    return",
        )(edit("priority mangle; policy accept", "priority mangle; policy drop")(text)),
      ),
    ],
  ])("%s", async (_, edits) => {
    expect(await found(edits)).toEqual([]);
  });
});
