import { describe, expect, it } from "vitest";
import type { Plan } from "../../../cli/core/cluster/plan.ts";
import { boot, conf, directors, type Edits, edit, found, inService, on } from "./planted.ts";

describe("each rule finds what was planted, and nothing else does", () => {
  it.each<[string, string, Edits, string]>([
    ["wrong-method", "lvs-dr", on(["d1"], conf, edit("lb_kind DR", "lb_kind TUN")), ""],
    ["address-missing", "lvs-dr", on(["web3"], boot, edit(/ip address.*/, "")), "web3:rc: d2:154"],
    [
      "answers-arp",
      "lvs-dr",
      on(["web1"], boot, edit("arp_ignore=1", "arp_ignore=0")),
      "web1:rc:8",
    ],
    [
      "address-takes-network",
      "lvs-dr",
      on(["web1"], boot, edit("/32 dev lo", "/24 dev lo")),
      "web1:rc:8",
    ],
    [
      "port-cannot-change",
      "lvs-dr",
      on(["d1"], conf, inService(81, edit(/21 81 /, "21 80 "))),
      "d1:59 d1:57",
    ],
    [
      "tunnel-down",
      "lvs-tun",
      on(["web1"], boot, edit("ip link set dev tunl0 up", "")),
      "web1:rc: d2:154",
    ],
    [
      "strict-filter",
      "lvs-tun",
      on(["web1"], boot, edit("rp_filter=2", "rp_filter=1")),
      "web1:rc:7",
    ],
    [
      "strict-filter",
      "lvs-tun",
      on(["web1"], boot, edit("tunl0.rp_filter=2", "eth0.rp_filter=2")),
      "web1:rc:4",
    ],
    [
      "default-route-not-director",
      "lvs-nat",
      on(["web2"], boot, edit("10.77.2.100", "10.77.2.99")),
      "web2:rc:3 d2:145",
    ],
    [
      "default-route-not-director",
      "lvs-nat",
      on(["web2"], boot, edit(/^ip route.*/m, "")),
      "web2:rc: d2:145",
    ],
    [
      "gateway-is-one-director",
      "lvs-nat",
      on(["web2"], boot, edit("10.77.2.100", "10.77.2.12")),
      "web2:rc:3",
    ],
    [
      "forwarding-off",
      "lvs-nat",
      on(["d2"], boot, edit(/^sysctl -w net.ipv4.ip_forward.*/m, "")),
      "d2:rc: d2:145",
    ],
    [
      "check-port-closed",
      "lvs-nat",
      on(["d1"], conf, inService(80, edit(/TCP_CHECK {/, "TCP_CHECK {\nconnect_port 79"))),
      "d1:29",
    ],
    [
      "check-asks-another",
      "lvs-nat",
      on(["d1"], conf, inService(80, edit(/TCP_CHECK {/, "TCP_CHECK {\nconnect_port 7000"))),
      "d1:29",
    ],
    [
      "no-checks",
      "lvs-nat",
      on(["d1"], conf, inService(80, edit(/TCP_CHECK {[^}]*}/, ""))),
      "d1:26",
    ],
    [
      "patient-checks",
      "lvs-nat",
      on(["d1"], conf, inService(80, edit("delay_loop 2", "delay_loop 20"))),
      "d1:30",
    ],
    [
      "patient-checks",
      "lvs-nat",
      on(["d1"], conf, inService(80, edit("delay_loop 2", ""))),
      "d1:30",
    ],
    [
      "service-missing",
      "lvs-nat",
      on(
        ["d1"],
        conf,
        inService(83, () => ""),
      ),
      "d1:",
    ],
    [
      "server-missing",
      "lvs-nat",
      on(["d1"], conf, inService(80, edit(/ {2}real_server 10.77.2.23[\s\S]*/, "}"))),
      "d1:21",
    ],
    [
      "weights-differ",
      "lvs-nat",
      on(["d1"], conf, inService(81, edit("weight 3", "weight 2"))),
      "d1:57 d1:73",
    ],
    [
      "scheduler-ignores-weights",
      "lvs-nat",
      on(["d1"], conf, inService(81, edit("lb_algo wrr", "lb_algo rr"))),
      "d1:53",
    ],
    [
      "no-persistence",
      "lvs-nat",
      on(["d1"], conf, inService(82, edit("lb_algo sh", "lb_algo wlc"))),
      "d1:83",
    ],
    ["no-sync", "lvs-nat", on(["d2"], conf, edit(/lvs_sync_daemon.*/, "")), "d2:1"],
    ["sync-differs", "lvs-nat", on(["d2"], conf, edit("id 61", "id 60")), "d2:5 d1:5"],
    [
      "sync-differs",
      "lvs-nat",
      on(["d2"], conf, edit("lvs_sync_daemon eth1", "lvs_sync_daemon eth0")),
      "d2:5 d1:5",
    ],
    [
      "sync-instance-unknown",
      "lvs-nat",
      on(["d2"], conf, edit("eth1 lvs id", "eth1 VI_1 id")),
      "d2:5",
    ],
    [
      "seldom-synchronised",
      "lvs-nat",
      on(["d1"], boot, edit(/^sysctl -w net.ipv4.vs.*/m, "")),
      "d1:rc: d1:9",
    ],
    [
      "hasty-failback",
      "lvs-dr",
      { ...on(["d1"], conf, edit("nopreempt", "")), ...on(["d1"], boot, edit("3 10", "3 60")) },
      "d1:8 d1:rc:6",
    ],
  ])("%s (%s)", async (rule, lab, edits, places) => {
    const lines = await found(lab, edits);
    const [first = ""] = lines;
    const itself = lines.filter((line) => !line.startsWith("warning services-differ"));
    if (places === "") expect(lines.some((line) => line.includes(` ${rule} `))).toBe(false);
    else expect(itself).toEqual([`error ${rule} ${places}`]);
    if (places !== "") expect(first).toContain(rule);
  });

  it("gateway-stays: an address of rc.local that VRRP does not move", async () => {
    const edits = {
      ...on(["d1"], boot, (text) => `${text}ip address add 10.77.2.100/24 dev eth1\n`),
      ...on(directors, conf, edit(/^.*10.77.2.100.*$/m, "")),
    };
    expect(await found("lvs-nat", edits)).toEqual(["error gateway-stays d1:rc:7"]);
  });

  it("address-on-card: arp_ignore does not hide it there", async () => {
    const edits = on(["web2"], boot, edit("/32 dev lo", "/32 dev eth0"));
    expect(await found("lvs-dr", edits)).toEqual(["error address-on-card web2:rc:8"]);
  });

  it("announces-address: quiet in answers, but not in questions", async () => {
    const edits = on(["web2"], boot, edit("arp_announce=2", "arp_announce=1"));
    expect(await found("lvs-dr", edits)).toEqual(["warning announces-address web2:rc:8"]);
  });

  it("services-differ: another scheduler on one of the two", async () => {
    const edits = on(["d2"], conf, inService(80, edit("lb_algo rr", "lb_algo lc")));
    expect(await found("lvs-nat", edits)).toEqual(["warning services-differ d2:23 d1:23"]);
  });

  it("wrong-method: each method where another one was set up", async () => {
    const nat = on(directors, conf, edit("lb_kind DR", "lb_kind NAT"));
    expect((await found("lvs-dr", nat))[0]).toContain("wrong-method d1:25");
    const tun = on(directors, conf, edit("lb_kind NAT", "lb_kind TUN"));
    expect((await found("lvs-nat", tun))[0]).toContain("wrong-method d1:24");
    const direct = on(directors, conf, edit("lb_kind TUN", "lb_kind DR"));
    expect((await found("lvs-tun", direct))[0]).toContain("wrong-method d1:25");
  });

  it("answers-directly: a client on the real servers' own network", async () => {
    const plan = (given: Plan): Plan => ({
      ...given,
      nodes: given.nodes.map((node) => {
        const [first] = node.links;
        if (node.name !== "client" || !first) return node;
        return { ...node, links: [{ ...first, segment: "back", address: "10.77.2.200" }] };
      }),
    });
    const silent = on(["web1", "web2", "web3"], boot, () => "#!/bin/sh\n");
    expect(await found("lvs-nat", silent, plan)).toEqual([
      "error answers-directly d2:145 web1:rc: web2:rc: web3:rc:",
    ]);
  });
});
