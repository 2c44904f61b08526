/** `halab diagnose` of a running cluster, and of a run that failed. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import type { Diagnosis } from "../../../cli/core/diagnose/diagnose.ts";
import { documentOf } from "../../fixtures/document.ts";
import { openCase, writeFiles } from "../../hostile/files.ts";
import { openBed, runDirs } from "../cli.ts";
import { engineDescribe } from "../require.ts";

const conf = "/etc/keepalived/keepalived.conf";

engineDescribe("docker", "the cause of what does not work", () => {
  const bed = openBed();
  const name = bed.name("why");
  const inNode = (node: string, script: string) => bed.sh(name, node, script);

  async function diagnosed(): Promise<Diagnosis> {
    return documentOf<Diagnosis>(await bed.halab(["diagnose", name, "--json"]));
  }
  const roots = ({ findings }: Diagnosis) =>
    findings
      .filter(({ followsFrom, severity }) => followsFrom === null && severity === "error")
      .map(({ rule }) => rule);

  beforeAll(async () => {
    await bed.ok(["up", "vrrp-failover", "--name", name]);
    // The first election: three adverts and a skew.
    const elected = "ip -4 addr show | grep -q 10.77.0.100/";
    await inNode("lb1", `for i in $(seq 150); do ${elected} && exit 0; sleep 0.1; done; exit 1`);
  });

  it("of a cluster that is well is none", async () => {
    const found = await diagnosed();
    expect(found).toMatchObject({ schema: "halab/diagnosis/1", depth: "wire", notLookedAt: [] });
    expect(roots(found)).toEqual([]);
    expect(found.broken).toEqual([]);
  });

  it("of a file that was edited on a node has the lines of both nodes", async () => {
    await inNode("lb2", `sed -i 's/virtual_router_id 51/virtual_router_id 52/' ${conf}`);
    const found = await diagnosed();
    expect(found.findings[0]).toMatchObject({
      rule: "keepalived/vrid-differs",
      where: expect.arrayContaining([
        expect.objectContaining({ node: "lb2", file: conf, text: "virtual_router_id 52" }),
        expect.objectContaining({ node: "lb1", file: conf, text: "virtual_router_id 51" }),
      ]),
    });
    await inNode("lb2", `sed -i 's/virtual_router_id 52/virtual_router_id 51/' ${conf}`);
  });

  it("is seen on the wire where every file is right: adverts that are dropped", async () => {
    const drop =
      "nft add table inet x && nft 'add chain inet x in { type filter hook input priority 0; }'";
    await inNode("lb2", `${drop} && nft add rule inet x in ip protocol 112 drop`);
    const settled = async () => {
      const found = await diagnosed();
      return roots(found).includes("keepalived/adverts-unheard");
    };
    // lb2 takes over three adverts and a skew later.
    const looks: boolean[] = [];
    while (!looks.includes(true) && looks.length < 5) looks.push(await settled());
    expect(looks.at(-1)).toBe(true);
    await inNode("lb2", "nft delete table inet x");
  });

  it("is in the node alone: an address that was added by hand, a web server that is gone", async () => {
    await inNode("lb2", "ip address add 10.77.0.100/32 dev eth0");
    await inNode("web1", "halab-svc stop nginx");
    const looks: string[][] = [];
    // HAProxy needs two failed checks.
    while (!looks.some((all) => all.includes("haproxy/server-down")) && looks.length < 5)
      looks.push(roots(await diagnosed()));
    expect(looks.at(-1)).toEqual(
      expect.arrayContaining(["keepalived/address-left", "haproxy/server-down"]),
    );
    await inNode("lb2", "ip address delete 10.77.0.100/32 dev eth0");
    await inNode("web1", "halab-svc start nginx");
  });

  it("is that nobody listens, and how users feel it", async () => {
    await inNode("web1", "halab-svc stop nginx");
    await inNode("web2", "halab-svc stop nginx");
    const texts: string[] = [];
    while (!texts.some((text) => text.includes("No server is available")) && texts.length < 5)
      texts.push(JSON.stringify(await diagnosed()));
    // What HAProxy says to users stands beside the status.
    expect(texts.at(-1)).toMatch(/HTTP 503 \(No server is available/);
    await inNode("lb1", "halab-svc stop haproxy");
    const found = await diagnosed();
    const rules = found.findings.map(({ rule, followsFrom }) => [rule, followsFrom]);
    expect(rules).toContainEqual(["service/not-running", null]);
    await inNode("lb1", "halab-svc start haproxy");
    for (const web of ["web1", "web2"]) await inNode(web, "halab-svc start nginx");
  });

  it("is a daemon that does not run", async () => {
    await inNode("lb2", "halab-svc stop keepalived");
    expect(roots(await diagnosed())).toContain("service/not-running");
    await inNode("lb2", "halab-svc start keepalived");
    await bed.ok(["down", name]);
    await bed.noResidue(name);
  });

  it("of a run is under the step that failed, in the document and on the page", async () => {
    const run = bed.name("run");
    const files = join(bed.dir, "wrong");
    writeFiles(await openCase("vrrp-failover", "wrong-vrid"), files);
    const args = ["run", "vrrp-failover", "--files", files, "--until", "steady", "--name", run];
    const { exitCode, stdout, stderr } = await bed.halab(args);
    expect(exitCode, stderr).toBe(1);
    expect(stderr).toMatch(/why: lb2 is in virtual router 99/);
    expect(stdout).toMatch(/why: .*\(lb\d\/etc\/keepalived\/keepalived\.conf:\d+\)/s);
    const [id = ""] = /halab diagnose (\S+)/.exec(stdout)?.slice(1) ?? [];
    const again = await bed.halab(["diagnose", id, "--hints", "3"]);
    expect(again.exitCode).toBe(1);
    expect(again.stdout).toContain("halab explain keepalived/vrid-differs");
    expect(again.stdout.match(/hint:/g)?.length).toBeGreaterThanOrEqual(3);
    const page = readFileSync(join(runDirs(bed).at(-1) ?? "", "report.html"), "utf8");
    expect(page).toMatch(/^&gt;\t\d+\tvirtual_router_id 99$/m);
    await bed.noResidue(run);
  });
});
