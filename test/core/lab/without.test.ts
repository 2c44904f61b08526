import { describe, expect, it } from "vitest";
import { editedLab, openDir } from "../../fixtures/labs.ts";
import { TempDir } from "../../fixtures/temp.ts";

describe("a node without a service of its role", () => {
  const b = "b: { role: router, ";
  const planned = async (without: string) => {
    const edits = [[b, `${b}without: [${without}], `]] as const;
    using dir = new TempDir({ "lab.yaml": editedLab(...edits) });
    return (await openDir(dir.path)).plan.nodes;
  };

  it("does not start it; the others of the role do", async () => {
    const nodes = await planned("nginx");
    const services = (name: string) => nodes.find((node) => node.name === name)?.services;
    expect([services("a"), services("b")]).toEqual([["keepalived", "nginx"], ["keepalived"]]);
  });

  it("is a mistake when the role has no such service", async () => {
    await expect(planned("ngnix")).rejects.toThrow(
      'role "router" has no service "ngnix" (did you mean "nginx"?)',
    );
  });
});
