import { describe, expect, it } from "vitest";
import { edit, type Planting, planted } from "../../corosync/planted.ts";
import { added, crm, dummy, only, property } from "../plantings.ts";

describe("each mistake is found with its place, and nothing else", () => {
  it.each<[rule: string, what: string, Planting, string]>([
    [
      "statement-unknown",
      "a slip",
      crm(edit(["primitive vip", "primitve vip"])),
      only("statement-unknown", 5),
    ],
    [
      "continuation-missing",
      "no backslash",
      crm(edit([/IPaddr2 \\/, "IPaddr2"])),
      only("continuation-missing", 6),
    ],
    [
      "continuation-missing",
      "a value alone",
      crm(edit(["failure-timeout", "\n  failure-timeout"])),
      only("continuation-missing", 5),
    ],
    ["words-glued", "no blank", crm(edit(["nic=eth0 \\", "nic=eth0\\"])), only("words-glued", 7)],
    [
      "comment-inside",
      "in a primitive",
      crm(edit(["  params ip", "  # the address\n  params ip"])),
      only("comment-inside", 6),
    ],
    [
      "comment-goes-on",
      "over the group",
      crm(edit(["group site", "# a group \\\ngroup site"])),
      only("comment-goes-on", 11, 12),
    ],
    ["quote-open", "in a value", crm(edit(["nic=eth0", "nic='eth0"])), only("quote-open", 6)],
    [
      "id-twice",
      "a resource",
      crm(added("primitive vip ocf:heartbeat:Dummy op monitor interval=10s")),
      only("id-twice", 12, 5),
    ],
    ["id-twice", "properties", crm(added("property dc-deadtime=5s")), only("id-twice", 12, 3)],
    [
      "option-unknown",
      "a property",
      crm(property("no-quorum-polcy=stop")),
      only("option-unknown", 3),
    ],
    [
      "option-unknown",
      "a default",
      crm(edit(["migration-threshold", "migration-treshold"])),
      only("option-unknown", 4),
    ],
    [
      "option-unknown",
      "of an operation",
      crm(edit(["op start timeout", "op start timout"])),
      only("option-unknown", 7),
    ],
    ["agent-unknown", "a slip", crm(edit(["IPaddr2", "IPadr2"])), only("agent-unknown", 5)],
    [
      "agent-unknown",
      "one that nobody has",
      crm(edit(["heartbeat:nginx", "heartbeat:caddy"])),
      only("agent-unknown", 8),
    ],
    [
      "agent-unknown",
      "of systemd",
      crm(edit(["ocf:heartbeat:nginx", "systemd:nginx"])),
      only("agent-unknown", 8),
    ],
    [
      "parameter-unknown",
      "another word",
      crm(edit(["cidr_netmask", "prefix"])),
      only("parameter-unknown", 6),
    ],
    [
      "parameter-missing",
      "the address",
      crm(edit([/ip=[\d.]+ /, ""])),
      only("parameter-missing", 5),
    ],
    [
      "resource-unknown",
      "in a constraint",
      crm(added("location prefer sit 0: n1")),
      only("resource-unknown", 12),
    ],
    [
      "resource-unknown",
      "in a group",
      crm(edit(["site vip web", "site vip wep"])),
      only("resource-unknown", 11),
    ],
    [
      "node-unknown",
      "in a location",
      crm(added("location prefer site 50: node1")),
      only("node-unknown", 12),
    ],
    [
      "member-twice",
      "of two groups",
      crm(added(dummy, "group more other web")),
      only("member-twice", 13, 11),
    ],
  ])("pacemaker/%s: %s", async (_, __, planting, expected) => {
    expect(await planted(planting)).toEqual([expected]);
  });
});
