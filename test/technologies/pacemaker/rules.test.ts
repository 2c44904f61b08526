import { describe, expect, it } from "vitest";
import {
  confPath,
  crmPath,
  diagnosedIn,
  type Edit,
  edit,
  type Planting,
  planted,
} from "../corosync/planted.ts";

/** On every node, as the lab has it: that of the first one counts. */
const crm = (change: Edit, more: Partial<Planting> = {}): Planting => ({
  file: crmPath,
  edit: change,
  ...more,
});
const added = (...lines: readonly string[]): Edit => {
  return (text) => `${text.trimEnd()}\n${lines.join("\n")}\n`;
};
const property = (more: string) => edit(["no-quorum-policy=stop", more]);
/** Without the group: two primitives and what binds them. */
const unbound = (...lines: readonly string[]) =>
  edit(["group site vip web", lines.join("\n") || "# nothing"]);
const dummy = "primitive other ocf:heartbeat:Dummy op monitor interval=10s";

/** Two members are right with two_node alone. */
const twoNode: Planting["plan"] = (plan) => ({
  ...plan,
  nodes: plan.nodes.map((node) => ({
    ...node,
    files: node.files.map((file) =>
      file.path === confPath
        ? { ...file, content: file.content.replace("votequorum", "votequorum\n  two_node: 1") }
        : file,
    ),
  })),
});

const only = (rule: string, ...lines: readonly number[]) =>
  `error pacemaker/${rule} ${lines.map((line) => `n1:${line}`).join(" ")}`;
const warned = (rule: string, ...lines: readonly number[]) =>
  only(rule, ...lines).replace("error", "warning");

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
    [
      "fencing-without-device",
      "its default",
      crm(edit(["stonith-enabled=false ", ""])),
      only("fencing-without-device", 5),
    ],
    [
      "fencing-without-device",
      "on",
      crm(edit(["enabled=false", "enabled=true"])),
      only("fencing-without-device", 3),
    ],
    [
      "fencing-off-shared",
      "a disk",
      crm(
        added(
          "primitive disk ocf:heartbeat:Filesystem params device=/dev/vdb directory=/srv fstype=xfs op monitor interval=20s",
        ),
      ),
      warned("fencing-off-shared", 3, 12),
    ],
    [
      "quorum-ignored",
      "without fencing",
      crm(property("no-quorum-policy=ignore")),
      only("quorum-ignored", 3),
    ],
    [
      "move-left",
      "a move",
      crm(added("location cli-prefer-site site role=Started inf: n1")),
      only("move-left", 12),
    ],
    [
      "move-left",
      "a ban",
      crm(added("location cli-ban-site-on-n2 site role=Started -inf: n2")),
      only("move-left", 12),
    ],
    [
      "standby-from-start",
      "a node",
      crm(added("node n2 attributes standby=on")),
      only("standby-from-start", 12),
    ],
    [
      "switched-off",
      "a resource",
      crm(edit(["group site vip web", "group site vip web meta target-role=stopped"])),
      only("switched-off", 11),
    ],
    ["switched-off", "everything", crm(property("maintenance-mode=true")), only("switched-off", 3)],
    [
      "switched-off",
      "by default",
      crm(edit(["rsc_defaults", "rsc_defaults is-managed=false"])),
      only("switched-off", 4),
    ],
    ["address-apart", "nothing binds them", crm(unbound()), only("address-apart", 8, 5)],
    [
      "colocation-missing",
      "an order alone",
      crm(unbound("order first Mandatory: vip web")),
      only("colocation-missing", 11),
    ],
    [
      "order-missing",
      "a colocation alone",
      crm(unbound("colocation both inf: web vip")),
      warned("order-missing", 11),
    ],
    [
      "order-loop",
      "against the group",
      crm(added("order back Mandatory: web vip")),
      only("order-loop", 12, 11),
    ],
    [
      "clone-pinned",
      "the wrong way",
      crm(unbound("clone webs web", "colocation both inf: webs vip", "order first vip webs")),
      only("clone-pinned", 12),
    ],
    [
      "group-order",
      "the server first",
      crm(edit(["vip web", "web vip"])),
      warned("group-order", 11),
    ],
    [
      "monitor-missing",
      "none",
      crm(edit([/ op monitor interval=2s timeout=30s/, ""])),
      only("monitor-missing", 8),
    ],
    [
      "monitor-missing",
      "none that comes again",
      crm(edit(["interval=2s timeout=30s", "interval=0 timeout=30s"])),
      only("monitor-missing", 8),
    ],
    [
      "monitor-too-slow",
      "than the lab bears",
      crm(edit(["interval=2s timeout=30s", "interval=30s timeout=30s"]), {
        bed: "two",
        plan: twoNode,
      }),
      only("monitor-too-slow", 10),
    ],
    [
      "monitor-interval-twice",
      "for two roles",
      crm(
        edit([
          "op monitor interval=2s timeout=30s",
          "op monitor interval=2s timeout=30s op monitor interval=2000ms timeout=60s",
        ]),
      ),
      only("monitor-interval-twice", 10, 10),
    ],
    [
      "timeout-short",
      "of a stop",
      crm(edit(["op stop timeout=60s", "op stop timeout=5s"])),
      warned("timeout-short", 10),
    ],
    [
      "address-outside",
      "another network",
      crm(edit(["ip=10.90.0.100", "ip=10.90.1.100"])),
      only("address-outside", 6),
    ],
    [
      "address-taken",
      "a node's",
      crm(edit(["ip=10.90.0.100", "ip=10.90.0.12"])),
      only("address-taken", 6),
    ],
    ["nic-unknown", "of a tutorial", crm(edit(["nic=eth0", "nic=ens33"])), only("nic-unknown", 6)],
    [
      "files-differ",
      "on another node",
      crm(edit(["interval=2s", "interval=5s"]), { on: ["n3"] }),
      "warning pacemaker/files-differ n3:1 n1:1",
    ],
    [
      "failback-interrupts",
      "no stickiness",
      crm((text) =>
        added("location prefer site 50: n1")(text.replace("resource-stickiness=100 ", "")),
      ),
      "hint pacemaker/failback-interrupts n1:12",
    ],
    [
      "failures-forever",
      "a threshold alone",
      crm(edit([" failure-timeout=60s", ""])),
      "hint pacemaker/failures-forever n1:4",
    ],
  ])("pacemaker/%s: %s", async (_, __, planting, expected) => {
    expect(await planted(planting)).toEqual([expected]);
  });

  it("pacemaker/allowed-nowhere: each resource of a cluster that allows nothing", async () => {
    const optIn = await planted(crm(property("symmetric-cluster=false")));
    expect(optIn).toEqual([only("allowed-nowhere", 5), only("allowed-nowhere", 8)]);
    const ban = (node: string) => `location not-${node} site -inf: ${node}`;
    const banned = await planted(crm(added(ban("n1"), ban("n2"), ban("n3"))));
    expect(new Set(banned)).toEqual(new Set([only("allowed-nowhere", 12)]));
  });
});

describe("what fails for it", () => {
  const steps = async (change: Edit) =>
    (await diagnosedIn(crm(change, { bed: "two", plan: twoNode }))).findings[0]?.breaks;

  it("is everything where nothing runs, and else what the step is about", async () => {
    expect(await steps(edit(["primitive vip", "primitve vip"]))).toEqual([
      "steady",
      "crash",
      "link",
      "service",
    ]);
    expect(await steps(edit(["interval=2s timeout=30s", "interval=0 timeout=30s"]))).toEqual([
      "service",
    ]);
  });
});

describe("what is near a mistake and is none", () => {
  it.each<[what: string, Edit]>([
    ["a value over two lines", edit(["cidr_netmask=24", "cidr_netmask=\\\n24"])],
    ["a preference that is not left by a move", added("location cli-x site 50: n2")],
    ["standby switched off", added("node n2 attributes standby=off")],
    ["a ban from one node", added("location not-n3 site -inf: n3")],
    ["ignore with freeze", property("no-quorum-policy=freeze")],
    ["an address without a monitor", edit([" op monitor interval=2s timeout=20s", ""])],
    ["an optional circle", added("order back Optional: web vip")],
    ["a circle of stops", added("order back Mandatory: web:stop vip:stop")],
    ["half of what the agent asks for", edit(["op stop timeout=60s", "op stop timeout=30s"])],
    ["a provider of the lab's own", edit(["ocf:heartbeat:nginx", "ocf:shop:web"])],
    ["another class", edit(["ocf:heartbeat:nginx", "lsb:nginx"])],
    ["a server elsewhere by a rule", unbound("location a web 10: n1", "location b vip 10: n2")],
    ["comments and blank lines on another node only", (text) => `\n# more\n${text}`],
    ["nothing at all", () => ""],
  ])("%s", async (_, change) => {
    const found = await planted(crm(change));
    expect(found.filter((line) => !line.startsWith("hint"))).toEqual([]);
  });
});
