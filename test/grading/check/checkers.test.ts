import { expect, it } from "vitest";
import { templatesDir } from "../../../cli/core/base/home.ts";
import type { CommandHost } from "../../../cli/core/cluster/provider.ts";
import { openLab } from "../../../cli/core/lab/open.ts";
import { Checkers } from "../../../cli/grading/check/checkers.ts";
import { createRenderer } from "../../../cli/render/render.ts";
import { testCtx } from "../../fixtures/ctx.ts";

it("asks a machine nothing more in which something of a submission's may still run", async () => {
  let asked = 0;
  const host: CommandHost = {
    node: "spare",
    run: async () => {
      asked += 1;
      return { exitCode: 9, stdout: "0 haproxy 1 bm8=\n", stderr: "" };
    },
    [Symbol.asyncDispose]: async () => {},
  };
  const { plan } = await openLab("vrrp-failover", { renderer: createRenderer(templatesDir()) });
  const checkers = new Checkers([host], testCtx());
  for (let student = 0; student < 20; student += 1) {
    const nodes = plan.nodes.map((node) => ({
      ...node,
      files: node.files.map((file) => ({ ...file, content: `# ${student}\n${file.content}` })),
    }));
    void checkers.refusals({ ...plan, nodes });
  }
  await expect(checkers.flush()).rejects.toThrow("what a submission started there did not end");
  expect(asked).toBe(1);
});
