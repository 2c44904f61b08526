import { describe, expect, it } from "vitest";
import {
  boot,
  conf,
  directors,
  type Edits,
  edit,
  found,
  inService,
  on,
  servers,
} from "./planted.ts";

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
