import { describe, expect, it } from "vitest";
import { linesOf } from "../../fixtures/diagnosed.ts";
import { diagnosedBy, rulesOf } from "../../fixtures/own-rules.ts";

const rules = await rulesOf("files", "ipvs");
const conf = "/etc/keepalived/keepalived.conf";
const boot = "/etc/rc.local";
const [directors, servers] = [
  ["d1", "d2"],
  ["web1", "web2", "web3"],
];

type Edit = (text: string) => string;
type Edits = Readonly<Record<string, Edit>>;

/** Replaces every match; a text that has none is a mistake of the test. */
function edit(from: string | RegExp, to: string): Edit {
  return (text) => {
    const changed = typeof from === "string" ? text.replaceAll(from, to) : text.replace(from, to);
    if (changed === text) throw new Error(`nothing like ${String(from)} in:\n${text}`);
    return changed;
  };
}

function on(nodes: readonly string[], path: string, change: Edit): Edits {
  return Object.fromEntries(nodes.map((node) => [`${node}${path}`, change]));
}

/** In the block of one service. */
function inService(port: number, change: Edit): Edit {
  return (text) => {
    const from = text.search(new RegExp(`^virtual_server \\S+ ${port} `, "m"));
    const next = text.indexOf("\nvirtual_server", from);
    const end = next < 0 ? text.length : next;
    return text.slice(0, from) + change(text.slice(from, end)) + text.slice(end);
  };
}

async function found(lab: string, edits: Edits): Promise<string[]> {
  const diagnosis = await diagnosedBy(lab, { rules, edits });
  return linesOf(diagnosis).map((line) =>
    line
      .replaceAll(conf, "")
      .replaceAll(boot, ":rc")
      .replace(/^(\w+) ipvs\//, "$1 "),
  );
}

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
});

describe("what is near a mistake and is none", () => {
  it.each<[string, string, Edits]>([
    [
      "a route to the clients alone",
      "lvs-nat",
      on(servers, boot, edit("replace default via", "add 10.77.1.0/24 via")),
    ],
    ["a route that a script makes", "lvs-nat", on(servers, boot, () => "/usr/local/bin/routes\n")],
    [
      "forwarding by another name",
      "lvs-nat",
      on(directors, boot, edit("net.ipv4.ip_forward=1", "net.ipv4.conf.all.forwarding=1")),
    ],
    [
      "forwarding through /proc",
      "lvs-nat",
      on(
        directors,
        boot,
        edit("sysctl -w net.ipv4.ip_forward=1", "echo 1 >/proc/sys/net/ipv4/ip_forward"),
      ),
    ],
    [
      "a check of another port of the same program",
      "lvs-nat",
      on(directors, conf, inService(81, edit(/TCP_CHECK {/, "TCP_CHECK {\nconnect_port 80"))),
    ],
    [
      "checks as long as users bear",
      "lvs-nat",
      on(directors, conf, inService(80, edit("delay_loop 2", "delay_loop 12"))),
    ],
    [
      "weights in another unit",
      "lvs-nat",
      on(
        directors,
        conf,
        inService(81, (text) =>
          text
            .replace("weight 3", "weight 30")
            .replace("weight 2", "weight 20")
            .replace("weight 1", "weight 10"),
        ),
      ),
    ],
    [
      "a scheduler that computes",
      "lvs-nat",
      on(directors, conf, inService(82, edit("lb_algo sh", "lb_algo mh"))),
    ],
    [
      "persistence without a time",
      "lvs-nat",
      on(directors, conf, inService(83, edit("persistence_timeout 300", "persistence_timeout"))),
    ],
    [
      "no id of the synchronisation on both",
      "lvs-nat",
      on(directors, conf, edit(/^( *lvs_sync_daemon eth1 lvs).*$/m, "$1")),
    ],
    [
      "an id that is the router's",
      "lvs-nat",
      on(["d2"], conf, edit(/^( *lvs_sync_daemon eth1 lvs).*$/m, "$1")),
    ],
    [
      "a failback that waits",
      "lvs-dr",
      {
        ...on(directors, conf, edit("nopreempt", "preempt_delay 60")),
        ...on(directors, boot, edit("3 10", "3 50")),
      },
    ],
    ["who has it keeps it", "lvs-dr", on(directors, boot, edit("3 10", "3 50"))],
    ["loose for all", "lvs-tun", on(servers, boot, edit("tunl0.rp_filter=2", "all.rp_filter=2"))],
    [
      "ARP that a filter answers",
      "lvs-dr",
      on(
        servers,
        boot,
        edit(
          "sysctl -w net.ipv4.conf.all.arp_ignore=1",
          "arptables -A INPUT -d 10.81.0.100 -j DROP",
        ),
      ),
    ],
    [
      "ARP settings of the card",
      "lvs-dr",
      on(servers, boot, edit("conf.all.arp", "conf.eth0.arp")),
    ],
  ])("%s (%s)", async (_, lab, edits) => {
    expect(await found(lab, edits)).toEqual([]);
  });
});
