import { describe, expect, it } from "vitest";
import { templatesDir } from "../../../../cli/core/base/home.ts";
import { factsOf } from "../../../../cli/core/diagnose/facts.ts";
import { openLab } from "../../../../cli/core/lab/open.ts";
import { createRenderer } from "../../../../cli/render/render.ts";
import { instancesOf } from "../../../../cli/technologies/keepalived/config/instances.ts";
import { weighed } from "../../../../cli/technologies/keepalived/config/weights.ts";

const renderer = createRenderer(templatesDir());

/** The instances of lb1, were this its file. */
async function instances(text: string) {
  const { plan } = await openLab("vrrp-failover", { renderer });
  const nodes = plan.nodes.map((node) => ({
    ...node,
    files: node.files.map((file) => ({ ...file, content: text })),
  }));
  const all = instancesOf(factsOf({ ...plan, nodes }, { looked: ["files"] }));
  return all.filter(({ config }) => config.node.name === "lb1");
}

async function one(body: string, before = "") {
  const [first] = await instances(`${before}\nvrrp_instance site {\n${body}\n}\n`);
  if (!first) throw new Error("no instance");
  return first;
}

describe("an instance, as the daemon takes it", () => {
  it("has keepalived's defaults, at the place of its name", async () => {
    const site = await one("interface eth0");
    expect(site).toMatchObject({
      name: "site",
      at: { line: 2, column: 15 },
      state: { value: "BACKUP", isGiven: false },
      vrid: undefined,
      priority: { value: 100, isGiven: false },
      advertS: { value: 1, isGiven: false },
      version: { value: 2, isGiven: false },
      preempts: true,
      downTimerAdverts: 3,
      addresses: [],
      unicastPeers: undefined,
    });
  });

  it("has the values and places that are written", async () => {
    const site = await one(
      "state MASTER\nvirtual_router_id 51\npriority 150\nversion 3\nadvert_int 0.2\nunicast_src_ip 10.0.0.1\nunicast_peer {\n10.0.0.2 ttl 1\n}\nvirtual_ipaddress {\n10.0.0.9/24 dev eth1 label x\n10.0.0.8\n}",
    );
    expect(site).toMatchObject({
      state: { value: "MASTER", at: { line: 3, column: 7 } },
      vrid: { value: 51, at: { line: 4 } },
      priority: { value: 150, at: { line: 5, raw: "150" } },
      advertS: { value: 0.2, at: { line: 7 } },
      unicastSource: { value: "10.0.0.1" },
      unicastPeers: [{ value: "10.0.0.2", line: 10 }],
      addresses: [
        { address: "10.0.0.9", prefix: 24, device: { value: "eth1" } },
        { address: "10.0.0.8", prefix: undefined, device: undefined },
      ],
    });
  });

  it.each([
    ["state MASTER", "MASTER", 255],
    ["state MASTER\nstate BACKUP", "MASTER", 255],
    ["state Master", "BACKUP", 100],
    ["priority 255", "MASTER", 255],
    ["priority 255\nstate BACKUP", "BACKUP", 255],
    ["priority 0", "BACKUP", 100],
    ["priority 1.5", "BACKUP", 100],
    ["priority 50\npriority 60", "BACKUP", 60],
  ])("%j begins as %s with %i", async (body, state, priority) => {
    const site = await one(body);
    expect([site.state.value, site.priority.value]).toEqual([state, priority]);
  });

  it.each([
    ["advert_int 0.2", "2", 1],
    ["advert_int 1.5", "2", 2],
    ["advert_int 300", "2", 1],
    ["advert_int x", "2", 1],
    ["advert_int 0.254", "3", 0.25],
    ["advert_int 100", "3", 40.95],
  ])("%s in version %s is %d s", async (body, version, expected) => {
    const site = await one(body, `global_defs {\nvrrp_version ${version}\n}`);
    expect(site.advertS.value).toBe(expected);
  });

  it.each([
    ["nopreempt", false],
    ["nopreempt\nstate BACKUP\npriority 10", false],
    ["nopreempt\nstate MASTER", true],
    ["nopreempt\npriority 255", true],
    ["preempt_delay 5", true],
  ])("%j: takes over from a lesser one: %s", async (body, preempts) => {
    expect((await one(body)).preempts).toBe(preempts);
  });

  it.each([
    ["a", "priority 100\ntrack_script {\ns\n}", "weight -30", { well: 100, failed: 70 }],
    ["b", "priority 100\ntrack_script {\ns\n}", "weight 30", { well: 130, failed: 100 }],
    ["c", "priority 100\ntrack_script {\ns weight -200\n}", "weight 30", { well: 100, failed: 1 }],
    ["d", "priority 250\ntrack_script {\ns\n}", "weight 30", { well: 254, failed: 250 }],
    ["e", "priority 100\ntrack_script {\ns\n}", "rise 1", { well: 100, failed: undefined }],
    ["f", "priority 255\ntrack_script {\ns\n}", "weight -30", { well: 255, failed: 255 }],
    ["g", "priority 100\ntrack_script {\ns reverse\n}", "weight -30", undefined],
    ["h", "priority 100\ntrack_file {\nf\n}", "weight -30", undefined],
  ])("weighs what it tracks (%s)", async (_, body, script, expected) => {
    const site = await one(body, `vrrp_script s {\nscript /bin/true\n${script}\n}`);
    expect(weighed(site)).toEqual(expected);
  });

  it("is nobody's where there are more of them than router ids", async () => {
    expect(await instances("vrrp_instance x {\n}\n".repeat(300))).toEqual([]);
  });
});
