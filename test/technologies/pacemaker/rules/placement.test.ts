import { describe, expect, it } from "vitest";
import { diagnosedIn, type Edit, edit, type Planting, planted } from "../../corosync/planted.ts";
import { added, crm, only, property, twoNode, unbound, warned } from "../plantings.ts";

/** nginx listens at one address alone. */
const listening = (where: string): NonNullable<Planting["plan"]> => {
  return (plan) => ({
    ...plan,
    nodes: plan.nodes.map((node) => ({
      ...node,
      files: node.files.map((file) =>
        file.path === "/etc/nginx/nginx.conf"
          ? { ...file, content: file.content.replace(/listen [^;]*;/, `listen ${where};`) }
          : file,
      ),
    })),
  });
};

describe("each mistake is found with its place, and nothing else", () => {
  it.each<[rule: string, what: string, Planting, string]>([
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
      "fencing-unused",
      "a device beside",
      crm(added(`primitive off stonith:fence_halab params pcmk_host_list="n1 n2 n3"`)),
      only("fencing-unused", 3, 12),
    ],
    [
      "fencing-forgets-node",
      "two plugs of three",
      crm((text) =>
        added(`primitive off stonith:fence_halab params pcmk_host_list="n2,n3"`)(
          text.replace("enabled=false", "enabled=true"),
        ),
      ),
      only("fencing-forgets-node", 12),
    ],
    [
      "quorum-ignored",
      "with fencing",
      crm((text) =>
        added("primitive off stonith:fence_halab")(
          text.replace("enabled=false", "enabled=true").replace("policy=stop", "policy=ignore"),
        ),
      ),
      only("quorum-ignored", 3),
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
      crm(edit(["vip web", "web vip"]), { plan: listening("10.90.0.100:80") }),
      only("group-order", 11),
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
      "hint pacemaker/timeout-short n1:10",
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
    ["a server first that listens everywhere", edit(["vip web", "web vip"])],
    ["nothing at all", () => ""],
  ])("%s", async (_, change) => {
    const found = await planted(crm(change));
    expect(found.filter((line) => !line.startsWith("hint"))).toEqual([]);
  });
});
