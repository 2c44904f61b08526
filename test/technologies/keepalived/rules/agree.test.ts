import { describe, expect, it } from "vitest";
import { both, type Edits, edit, planted } from "../planted.ts";

const lab = "vrrp-failover";

function unicast(source: string, ...peers: readonly string[]) {
  const list = peers.map((peer) => `    ${peer}\n`).join("");
  return edit(
    "  virtual_ip",
    `  unicast_src_ip ${source}\n  unicast_peer {\n${list}  }\n  virtual_ip`,
  );
}

function password(word: string) {
  const block = `  authentication {\n    auth_type PASS\n    auth_pass ${word}\n  }\n`;
  return edit("  virtual_ip", `${block}  virtual_ip`);
}

const version3 = edit("vrrp_version 2", "vrrp_version 3");

describe("what routers of one virtual router must have in common", () => {
  it.each<[string, Edits, string[]]>([
    [
      "another router id",
      { lb2: edit("51", "99") },
      ["error keepalived/vrid-differs lb2:24 lb1:24"],
    ],
    ["another version", { lb2: version3 }, ["error keepalived/version-differs lb2:5 lb1:5"]],
    [
      "another address",
      { lb2: edit("10.77.0.100/24", "10.77.0.101/24") },
      ["error keepalived/address-lists-differ lb2:28 lb1:28"],
    ],
    [
      "an address more",
      { lb1: edit("10.77.0.100/24", "10.77.0.100/24\n    10.77.0.101/24") },
      ["error keepalived/address-lists-differ lb2:27 lb1:29"],
    ],
    [
      "another interval in version 2",
      { lb1: edit("advert_int 1", "advert_int 2") },
      ["error keepalived/advert-differs lb2:26 lb1:26"],
    ],
    [
      "another password",
      { lb1: password("one"), lb2: password("two") },
      ["error keepalived/auth-differs lb2:29 lb1:29"],
    ],
    [
      "a password on one side",
      { lb1: password("one") },
      ["error keepalived/auth-differs lb2:20 lb1:29"],
    ],
    [
      "a long password, the same on both",
      both("lb1", "lb2", password("much-too-long")),
      ["hint keepalived/auth-too-long lb1:29", "hint keepalived/auth-too-long lb2:29"],
    ],
    [
      "a peer that nobody is",
      { lb1: unicast("10.77.0.11", "10.77.0.250"), lb2: unicast("10.77.0.12", "10.77.0.11") },
      ["error keepalived/peer-missing lb1:29 lb2:27"],
    ],
    [
      "unicast on one side",
      { lb1: unicast("10.77.0.11", "10.77.0.12") },
      ["error keepalived/unicast-one-sided lb2:20 lb1:29"],
    ],
    [
      "the other one's address as its own source",
      both("lb1", "lb2", unicast("10.77.0.11", "10.77.0.12", "10.77.0.11")),
      ["error keepalived/unicast-source-not-mine lb2:27"],
    ],
    [
      "another multicast group",
      { lb2: edit("vrrp_version 2", "vrrp_version 2\n  vrrp_mcast_group4 224.0.0.81") },
      ["error keepalived/multicast-group-differs lb2:6 lb1:20"],
    ],
  ])("%s", async (_, edits, expected) => {
    expect(await planted(lab, edits)).toEqual(expected);
  });

  it("the other cable", async () => {
    const found = await planted("lvs-nat", { d2: edit("interface eth0", "interface eth1") });
    expect(found).toEqual(["error keepalived/segment-differs d2:11 d1:11"]);
  });

  it.each<[string, Edits]>([
    [
      "another interval in version 3, where the backup learns it",
      {
        lb1: (text) => version3(edit("advert_int 1", "advert_int 0.5")(text)),
        lb2: version3,
      },
    ],
    [
      "addresses in another order, with other prefixes and an excluded one",
      {
        lb1: edit("10.77.0.100/24", "10.77.0.100/24\n    10.77.0.101/24"),
        lb2: edit("10.77.0.100/24", "10.77.0.101/32 dev eth0\n    10.77.0.100/24"),
      },
    ],
    [
      "address lists that differ for a reload, with checks that know it",
      {
        lb1: (text) =>
          edit(
            "router_id",
            "vrrp_skip_check_adv_addr\n  router_id",
          )(edit("10.77.0.100/24", "10.77.0.100/24\n    10.77.0.101/24")(text)),
        lb2: edit("router_id", "vrrp_skip_check_adv_addr\n  router_id"),
      },
    ],
    [
      "passwords in version 3, which has none",
      {
        lb1: (text) => version3(password("one")(text)),
        lb2: (text) => version3(password("two")(text)),
      },
    ],
    [
      "unicast without a source, to several peers",
      {
        lb1: edit("  virtual_ip", "  unicast_peer { 10.77.0.12\n10.77.0.99 }\n  virtual_ip"),
        lb2: edit("  virtual_ip", "  unicast_peer { 10.77.0.11 }\n  virtual_ip"),
      },
    ],
    ["an own name of the instance", { lb2: edit("vrrp_instance site", "vrrp_instance other") }],
    [
      "a source of multicast",
      { lb2: edit("  virtual_ip", "  mcast_src_ip 10.77.0.12\n  virtual_ip") },
    ],
  ])("%s is right", async (_, edits) => {
    expect(await planted(lab, edits)).toEqual([]);
  });
});
