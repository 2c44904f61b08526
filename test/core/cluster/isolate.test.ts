import { describe, expect, it } from "vitest";
import { templatesDir } from "../../../cli/core/base/home.ts";
import { isolated } from "../../../cli/core/cluster/isolate.ts";
import { isStudents } from "../../../cli/core/cluster/plan.ts";
import { openLab } from "../../../cli/core/lab/open.ts";
import { createRenderer } from "../../../cli/render/render.ts";

const renderer = createRenderer(templatesDir());
const planOf = async (lab: string) => (await openLab(lab, { renderer })).plan;

describe("a plan whose students' nodes are VMs", () => {
  it("leaves the lab's own nodes as they are", async () => {
    const plan = await planOf("vrrp-failover");
    const { nodes } = isolated(plan);
    expect(nodes.filter(({ machine }) => machine === "vm").map(({ name }) => name)).toEqual([
      ...["lb1", "lb2"],
    ]);
    expect(nodes.filter((node) => !isStudents(node))).toEqual(
      plan.nodes.filter((node) => !isStudents(node)),
    );
  });

  it("is what a lab is opened with, too", async () => {
    const { plan } = await openLab("vrrp-failover", { renderer, isolate: true });
    expect(plan).toEqual(isolated(await planOf("vrrp-failover")));
  });

  it("is refused where a node of theirs can be no VM, which is named with its reason", async () => {
    const plan = await planOf("vrrp-failover");
    const fixed = plan.nodes.map((node) =>
      node.name === "lb2" ? { ...node, machine: "container" as const } : node,
    );
    expect(() => isolated({ ...plan, nodes: fixed })).toThrow(
      expect.objectContaining({
        code: "CAPABILITY_MISSING",
        details: ["the lab says that lb2 is a container"],
      }),
    );
    const migration = await planOf("live-migration");
    expect(() => isolated(migration)).toThrow(
      "students' nodes of live-migration cannot all be VMs",
    );
  });
});
