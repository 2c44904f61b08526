import { expect, it } from "vitest";
import type { NodeAgent } from "../../../cli/core/cluster/provider.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { kinds } from "../../fixtures/kinds.ts";
import { makePlan } from "../../fixtures/plan.ts";

it.each(["stop", "kill"])(
  "%s: a service that does not start again is its node's doing",
  async (name) => {
    const kind = kinds.faults.get(name);
    if (!kind?.heal) throw new Error(`there is no fault ${name} that is healed`);
    const run = async (argv: readonly string[]) =>
      argv[1] === "start"
        ? { exitCode: 1, stdout: "", stderr: "No space left on device" }
        : { exitCode: 0, stdout: "12", stderr: "" };
    const agent = async (node: string) => ({ node, run }) as unknown as NodeAgent;
    const env = { plan: makePlan(), agent, resolve: (ref: string) => ref, ttlMs: 1000 } as never;
    const spec = kind.schema.parse({ fault: name, node: "lb1", service: "keepalived" });
    const { undo } = await kind.prepare(spec, env, testCtx());
    await expect(kind.heal(undo, env, testCtx())).rejects.toMatchObject({
      code: "NODE_FAILED",
      node: "lb1",
      details: ["No space left on device"],
    });
  },
);
