import { describe, expect, it } from "vitest";
import { both, type Edits, edit, planted } from "../planted.ts";

const one = "vrrp-failover";
const two = "lvs-nat";

describe("interfaces and addresses", () => {
  it.each<[string, string, Edits, string[]]>([
    [
      "no router id",
      one,
      { lb2: edit("  virtual_router_id 51\n", "") },
      ["error keepalived/instance-incomplete lb2:20"],
    ],
    [
      "a router id out of range",
      one,
      { lb2: edit("51", "256") },
      ["error keepalived/instance-incomplete lb2:24"],
    ],
    [
      "no interface",
      one,
      { lb1: edit("  interface eth0\n", "") },
      ["error keepalived/instance-incomplete lb1:20"],
    ],
    [
      "the interface of another machine",
      one,
      { lb1: edit("eth0", "ens33") },
      ["error keepalived/interface-unknown lb1:23"],
    ],
    [
      "an address on an interface that is not there",
      two,
      { d1: edit("dev eth1", "dev eth2") },
      ["error keepalived/interface-unknown d1:17"],
    ],
    [
      "addresses of a tutorial",
      one,
      both("lb1", "lb2", edit("10.77.0.100", "192.168.1.100")),
      ["error keepalived/asked-address-missing lb1:28 lb2:28"],
    ],
    [
      "one address of two",
      two,
      both("d1", "d2", edit("    10.77.2.100/24 dev eth1\n", "")),
      ["error keepalived/asked-address-missing d1:16 d2:16"],
    ],
    [
      "an address on the other cable",
      two,
      both("d1", "d2", edit("10.77.2.100/24 dev eth1", "10.77.2.100/24")),
      [
        "error keepalived/moves-alone d1:9 d2:9",
        "warning keepalived/address-not-in-subnet d1:17",
        "warning keepalived/address-not-in-subnet d2:17",
      ],
    ],
    ["no prefix", one, { lb1: edit("100/24", "100") }, ["hint keepalived/prefix-missing lb1:28"]],
    [
      "too short a prefix",
      one,
      { lb1: edit("100/24", "100/16") },
      ["warning keepalived/prefix-too-wide lb1:28"],
    ],
    [
      "the same number twice on one interface",
      one,
      both("lb1", "lb2", (text) => {
        const second = "vrrp_instance second {\n  interface eth0\n  virtual_router_id 51\n";
        return `${text}${second}  virtual_ipaddress {\n    10.77.0.102/24\n  }\n}\n`;
      }),
      ["error keepalived/vrid-taken lb1:36 lb1:24", "error keepalived/vrid-taken lb2:36 lb2:24"],
    ],
  ])("%s", async (_, lab, edits, expected) => {
    const found = await planted(lab, edits);
    expect(found.filter((line) => line.includes(" keepalived/"))).toEqual(expected);
  });

  const second = (vrid: number, device: string) => (text: string) =>
    `${text}vrrp_instance second {\n  interface ${device}\n  virtual_router_id ${vrid}\n  virtual_ipaddress {\n    10.77.2.102/24 dev eth1\n  }\n}\n`;

  it.each<[string, string, Edits]>([
    ["the same number on another segment", two, both("d1", "d2", second(61, "eth1"))],
    ["another number on the same segment", two, both("d1", "d2", second(62, "eth0"))],
    [
      "a second address of the clients' network",
      one,
      both("lb1", "lb2", edit("100/24", "100/24\n    10.77.0.99/24")),
    ],
    [
      "an address on lo",
      one,
      both("lb1", "lb2", edit("100/24", "100/24\n    192.0.2.1/32 dev lo")),
    ],
    [
      "an interface of its own MAC address",
      one,
      both(
        "lb1",
        "lb2",
        edit("interface eth0", "use_vmac vrrp.51\n  vmac_xmit_base\n  interface eth0"),
      ),
    ],
    [
      "an address that a script moves",
      one,
      both("lb1", "lb2", (text) =>
        edit(
          "10.77.0.100/24",
          "10.77.0.90/24",
        )(
          edit(
            "state BACKUP",
            'state BACKUP\n  notify_master "/bin/ip address add 10.77.0.100/24 dev eth0"',
          )(text),
        ),
      ),
    ],
  ])("%s is right", async (_, lab, edits) => {
    expect(await planted(lab, edits)).toEqual([]);
  });
});
