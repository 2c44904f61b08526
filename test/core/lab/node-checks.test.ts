import { describe, expect, it } from "vitest";
import { templatesDir } from "../../../cli/core/base/home.ts";
import { nodePlanText } from "../../../cli/core/cluster/plan.ts";
import { loadLab } from "../../../cli/core/lab/lab.ts";
import { planLab } from "../../../cli/core/lab/planner.ts";
import { createRenderer } from "../../../cli/render/render.ts";
import { makePlan } from "../../fixtures/plan.ts";
import { TempDir } from "../../fixtures/temp.ts";

const yaml = (role: string, node = "") => `version: 1
title: Wishes
params:
  text: { kind: string, default: x }
segments:
  lan: { subnet: 10.9.0.0/24 }
roles:
  server:
    ${role}
nodes:
  a: { role: server, lan: 11${node} }
`;

/** With the templates that ship; what is said of the lab, a line each. */
async function problemsOf(text: string, params: Readonly<Record<string, string>> = {}) {
  using dir = new TempDir({ "lab.yaml": text });
  const options = { templatesDir: templatesDir(), renderer: createRenderer(templatesDir()) };
  try {
    const lab = await loadLab(dir.path, { ...options, params });
    const { nodes } = planLab({ lab, ...options, sources: [] });
    return nodes.map(({ sysctls, routes }) => ({ sysctls, routes }));
  } catch (error) {
    if (!(error instanceof Error) || !("details" in error)) throw error;
    const lines = [error.message, ...(error.details as readonly string[])];
    return lines.map((line) => line.replace(/^.*lab\.yaml:/, ""));
  }
}

describe("what a role wishes for its nodes", () => {
  it.each([
    ["services: [kepalived]", '9:16: unknown service "kepalived" (did you mean "keepalived"?)'],
    ["capabilities: [NET_ADMN]", 'unknown capability "NET_ADMN" (did you mean "NET_ADMIN"?)'],
    ["capabilities: [ALL]", 'unknown capability "ALL"'],
    ["needs: [ipvs]", 'unknown feature of a kernel "ipvs" (did you mean "ip_vs"?)'],
    ["routes: [banana]", '"banana" is no route like "10.78.0.0/24 via 10.77.0.1"'],
    ["routes: [default via 10.9.0.x]", "is no route like"],
    ['routes: ["default via 10.9.0.1\\nservice ssh"]', "is no route like"],
    ["routes: [default via 10.8.0.1]", "a is on no segment with 10.8.0.1"],
    ["memory: 1MiB", '9:13: "memory" must be 64MiB to 1048576MiB'],
    ["memory: 99999999999MiB", "must be 64MiB to 1048576MiB"],
    ['sysctls: { net.ipv4.ip_forward: "1\\nservice ssh" }', "must be one line"],
    ['sysctls: { "net.ipv4.ip_forward 1\\nservice": ssh }', "must be a sysctl like"],
    ["sysctls: { ../../x: 1 }", "must be a sysctl like"],
  ])("%s: %s", async (role, why) => {
    expect(String((await problemsOf(yaml(role)))[0])).toContain(why);
  });

  it("a node's own route is looked at, too, and a parameter is no way around", async () => {
    const own = await problemsOf(yaml("{}", ", routes: [banana]"));
    expect(own[0]).toContain('"banana" is no route');
    const text = yaml('sysctls: { net.ipv4.ip_forward: "{{text}}" }');
    const given = await problemsOf(text, { text: "1\nservice ssh" });
    expect(given[0]).toContain("must be one line");
  });

  it("may be what there is", async () => {
    const role =
      'services: [bind9]\n    capabilities: [NET_ADMIN, CAP_NET_RAW]\n    needs: [netem]\n    sysctls: { net.ipv4.tcp_rmem: "4096 87380 1000000", net/ipv4/ip_forward: 1 }\n    routes: [default via 10.9.0.1, 10.8.0.0/16 via 10.9.0.2, 10.7.0.1 via 10.9.0.3]';
    expect(await problemsOf(yaml(role))).toEqual([
      {
        sysctls: { "net.ipv4.tcp_rmem": "4096 87380 1000000", "net/ipv4/ip_forward": "1" },
        routes: ["default via 10.9.0.1", "10.8.0.0/16 via 10.9.0.2", "10.7.0.1 via 10.9.0.3"],
      },
    ]);
  });
});

describe("a node's plan", () => {
  it("has an item a line, whoever made it", () => {
    const plan = makePlan();
    const [node] = plan.nodes;
    if (!node) throw new Error("the plan has no node");
    const broken = { ...node, sysctls: { "net.ipv4.ip_forward": "1\nservice ssh" } };
    expect(() => nodePlanText(plan, broken, () => "mac")).toThrow("cannot have");
    expect(nodePlanText(plan, node, () => "mac")).toContain(`hostname ${node.name}`);
  });
});
