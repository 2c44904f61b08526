import { describe, expect, it } from "vitest";
import { kind } from "../../../cli/technologies/shell/explains/rc-local.ts";

describe("what a line of rc.local does", () => {
  it.each<[string, string | undefined]>([
    ["sysctl -w net.ipv4.ip_forward=1", "net.ipv4.ip_forward"],
    ["echo 1 > /proc/sys/net/ipv4/conf/eth0/arp_ignore", "net.ipv4.conf.eth0.arp_ignore"],
    ['sysctl -w net.ipv4.vs.sync_threshold="3 10"', "net.ipv4.vs.sync_threshold"],
    ["sysctl -w kernel.panic=1", "sysctl"],
    ["ip a add 10.0.0.1/32 dev lo", "ip address"],
    ["ip link set tunl0 up", "ip link"],
    ["ip r add default via 10.0.0.1", "ip route"],
    ["ip maddress add 01:00:5e:00:01:c8 dev eth0", "ip multicast"],
    ["modprobe ipip", "modprobe"],
    ["# a comment", undefined],
    ["./own", undefined],
  ])("%s", (text, name) => {
    expect(kind.at(`#!/bin/sh\n${text}\n`, 2)?.name).toBe(name);
  });

  it("in a loop as well", () => {
    const text = "for p in all eth0; do\n  sysctl -w net.ipv4.conf.$p.rp_filter=2\ndone\n";
    expect(kind.at(text, 1)?.name).toBe("for");
    expect(kind.at(text, 2)?.name).toBe("net.ipv4.conf.all.rp_filter");
    expect(kind.takes("/etc/rc.local")).toBe(true);
  });
});
