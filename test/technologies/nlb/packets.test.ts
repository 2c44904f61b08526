import { describe, expect, it } from "vitest";
import type { FactFile, NodeFacts } from "../../../cli/core/kinds/rule.ts";
import { nftablesConf, rulesetOf } from "../../../cli/technologies/nlb/config/ruleset.ts";
import { arpPacket, firstPacket } from "../../../cli/technologies/nlb/packets.ts";

const facts = { parsed: <T>(parser: (text: string) => T, file: FactFile): T => parser(file.text) };

function ruleset(text: string) {
  const file: FactFile = { node: "n1", path: nftablesConf, text, owner: "student" };
  const node: NodeFacts = {
    ...{ name: "n1", role: "server", services: ["nftables"], links: [], sysctls: {}, routes: [] },
    files: new Map([[nftablesConf, file]]),
  };
  return rulesetOf(node, facts);
}

/** One base chain in prerouting with these rules, and the sets that they use. */
function through(rules: string, mine = true, leased = true): string {
  const text = `table ip nlb {
    set mine { type mark; }
    set lease { type ifname; flags dynamic,timeout; timeout 1s; }
    chain out { type filter hook output priority 0; udp dport 1 update @lease { oifname }; }
    chain own { drop
    }
    chain in { type filter hook prerouting priority mangle; policy accept;\n${rules}\n}\n}`;
  const to = { to: "10.0.0.1", port: 80, device: "eth0", bucketsIn: "mine" };
  const { ends, marks } = firstPacket(ruleset(text), { ...to, mine, leased });
  return `${ends} ${marks.type}`;
}

const hash = "meta mark set jhash ip saddr mod 24 seed 1";

describe("a first packet in the packet filter", () => {
  it.each<[string, string]>([
    ["", "accepted multicast"],
    ["drop", "dropped multicast"],
    ["meta pkttype set host accept", "accepted host"],
    ["meta pkttype multicast meta pkttype set host", "accepted host"],
    ["meta pkttype host drop", "accepted multicast"],
    ["ip daddr 10.0.0.1 drop", "dropped multicast"],
    ["ip daddr != 10.0.0.1 drop", "accepted multicast"],
    ["ip saddr 10.0.0.0/8 drop", "unknown multicast"],
    ["ip saddr 10.0.0.0/8 counter", "accepted multicast"],
    ['iifname "eth0" drop', "dropped multicast"],
    ["iif lo accept\ndrop", "dropped multicast"],
    ['iifname "eth*" drop', "dropped multicast"],
    ["ct state established,related accept\ndrop", "dropped multicast"],
    ["ct state new drop", "dropped multicast"],
    ["ct state != new drop", "accepted multicast"],
    ["tcp flags & (syn | ack) != syn drop", "accepted multicast"],
    ["tcp flags & (fin|syn|rst|ack) == syn drop", "dropped multicast"],
    ["tcp flags syn / syn,ack drop", "dropped multicast"],
    ["tcp flags syn drop", "dropped multicast"],
    ["tcp flags ack / syn,ack drop", "accepted multicast"],
    ["tcp dport 80 drop", "dropped multicast"],
    ["tcp dport != 80 drop", "accepted multicast"],
    ["tcp dport { 80, 443 } drop", "unknown multicast"],
    ["meta l4proto tcp drop", "dropped multicast"],
    ["ip protocol udp drop", "accepted multicast"],
    [`${hash}\nmeta mark @mine accept\ndrop`, "accepted multicast"],
    [`${hash}\nmeta mark != @mine drop`, "accepted multicast"],
    ["meta mark @mine accept\ndrop", "unknown multicast"],
    [`${hash}\nmark @mine meta pkttype set host accept\ndrop`, "accepted host"],
    ["iifname != @lease drop", "accepted multicast"],
    ["jump own", "dropped multicast"],
    ["goto own", "dropped multicast"],
    ["jump nowhere", "unknown multicast"],
    ["return\ndrop", "accepted multicast"],
    ["meta mark vmap @verdicts", "unknown multicast"],
    ["queue num 1", "unknown multicast"],
    ['log prefix "x"\nmeta pkttype set host', "accepted host"],
    ['counter packets 0 bytes 0 comment "drop it" accept', "accepted multicast"],
  ])("%s", (rules, wanted) => {
    expect(through(rules)).toBe(wanted);
  });

  it("is another one where its bucket is another node's, or the lease has run out", () => {
    expect(through(`${hash}\nmeta mark != @mine drop`, false)).toBe("dropped multicast");
    expect(through("iif != @lease drop", true, false)).toBe("dropped multicast");
    expect(through("iifname @lease accept\ndrop", true, false)).toBe("dropped multicast");
  });

  it("passes chains by their hooks and priorities", () => {
    const text = `table ip a { chain late { type filter hook input priority 0; policy drop; } }
      table inet b { chain early { type filter hook prerouting priority raw; meta pkttype set host; } }`;
    const packet = { to: "10.0.0.1", port: 80, device: "eth0", bucketsIn: "mine" };
    const found = firstPacket(ruleset(text), { ...packet, mine: true, leased: true });
    expect(`${found.ends} ${found.marks.type}`).toBe("dropped host");
  });

  it("may meet what is not looked at: the card's own chains", () => {
    const text =
      "table netdev a { chain c { type filter hook ingress device eth0 priority 0; drop; } }";
    const packet = { to: "10.0.0.1", port: 80, device: "eth0", bucketsIn: "mine" };
    expect(firstPacket(ruleset(text), { ...packet, mine: true, leased: true }).ends).toBe(
      "unknown",
    );
  });
});

describe("an ARP packet that leaves", () => {
  const mac = "01:00:5e:00:01:c8";
  const said = (rule: string, operation: "reply" | "request") => {
    const text = `table arp t { chain o { type filter hook output priority 0;\n${rule}\n} }`;
    const { ends, marks } = arpPacket(ruleset(text), { operation, address: "10.0.0.1" });
    return `${ends} ${marks.mac ?? "own"}`;
  };

  it.each<[string, string, string]>([
    [`arp saddr ip 10.0.0.1 arp saddr ether set ${mac}`, `accepted ${mac}`, `accepted ${mac}`],
    [`arp operation reply arp saddr ether set ${mac}`, `accepted ${mac}`, "accepted own"],
    [`arp operation 1 arp saddr ether set ${mac}`, "accepted own", `accepted ${mac}`],
    [`arp operation != request arp saddr ether set ${mac}`, `accepted ${mac}`, "accepted own"],
    [`arp saddr ip 10.0.0.2 arp saddr ether set ${mac}`, "accepted own", "accepted own"],
    [`arp daddr ip 10.0.0.9 arp saddr ether set ${mac}`, "unknown own", "unknown own"],
  ])("%s", (rule, reply, request) => {
    expect([said(rule, "reply"), said(rule, "request")]).toEqual([reply, request]);
  });
});
