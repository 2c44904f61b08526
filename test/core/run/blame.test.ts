import { describe, expect, it } from "vitest";
import { HalabError } from "../../../cli/core/base/error.ts";
import { Blame } from "../../../cli/core/run/blame.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { labDir, openDir } from "../../fixtures/labs.ts";

describe("whose doing it is that nothing is to be had of a node", () => {
  const notUp = new HalabError("NODE_FAILED", "a did not come up", { node: "a" });
  const off = new HalabError("NODE_UNREACHABLE", "a is off or frozen", { node: "a" });

  async function blame(isAttached: boolean) {
    const { plan } = await openDir(labDir("small"));
    const file = { path: "/etc/x", owner: "student" };
    const nodes = plan.nodes.map((node) => ({ ...node, files: [file] }));
    const refusals = { isRefusal: async () => false };
    return new Blame(
      { plan: { ...plan, nodes } as never, isAttached: () => isAttached, refusals },
      testCtx(),
    );
  }

  it("a node that is off is its student's doing when it did not come up, until it runs again", async () => {
    const one = await blame(false);
    expect(await one.isTheirs(off)).toBe(false);
    expect(await one.isTheirs(notUp)).toBe(true);
    expect(await one.isTheirs(off)).toBe(true);
    const cut = (...between: string[][]) => ({ fault: "cut", between, direction: "both" });
    expect([cut(["b"], ["a"]), cut(["b"], ["c"])].map((it) => one.isOfDown(it))).toEqual([
      true,
      false,
    ]);
    one.runs("a");
    expect(await one.isTheirs(off)).toBe(false);
    expect(one.isOfDown(cut(["a"], ["b"]))).toBe(false);
  });

  it("what fails in a node that runs says nothing of a later time when it is off", async () => {
    const one = await blame(true);
    expect(await one.isTheirs(notUp)).toBe(true);
    expect(await one.isTheirs(off)).toBe(false);
  });
});
