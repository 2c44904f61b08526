import { describe, expect, it } from "vitest";
import type { NodeAgent } from "../../../cli/core/cluster/provider.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { kinds } from "../../fixtures/kinds.ts";
import { makePlan } from "../../fixtures/plan.ts";

describe("start", () => {
  function spare(pids: string, exitCode = 0) {
    const state = { pids, said: [] as string[] };
    const run = async (argv: readonly string[]) => {
      state.said.push(argv.join(" "));
      if (argv[1] === "start") state.pids = "77";
      if (argv[1] === "stop") state.pids = "";
      return { exitCode: argv[1] === "pids" ? exitCode : 0, stdout: state.pids, stderr: "" };
    };
    const agent = async (node: string) => ({ node, run }) as unknown as NodeAgent;
    const env = { plan: makePlan(), agent, resolve: (ref: string) => ref, ttlMs: 1000 };
    return { state, env: env as never };
  }
  const startOf = async () => {
    const kind = kinds.faults.get("start");
    if (!kind) throw new Error("there is no fault start");
    return { kind, spec: kind.schema.parse({ fault: "start", node: "web1", service: "nlb" }) };
  };

  it("starts what did not run, and stops it again", async () => {
    const { kind, spec } = await startOf();
    const { state, env } = spare("");
    const { undo, title } = await kind.prepare(spec, env, testCtx());
    expect(title).toBe("start nlb web1");
    expect(await kind.verify(undo, env, testCtx())).toMatchObject({ ok: false });
    await kind.inject(undo, env, testCtx());
    expect(state.said).toContain("halab-svc start nlb");
    expect(await kind.verify(undo, env, testCtx())).toMatchObject({ ok: true });
    await kind.heal?.(undo, env, testCtx());
    expect(await kind.verifyHealed?.(undo, env, testCtx())).toMatchObject({ ok: true });
  });

  it.each([
    ["what runs already", "12", 0, "nlb runs on web1 already"],
    ["what there is not", "", 2, 'web1 knows no service "nlb"'],
  ])("refuses %s", async (_, pids, exitCode, why) => {
    const { kind, spec } = await startOf();
    await expect(kind.prepare(spec, spare(pids, exitCode).env, testCtx())).rejects.toThrow(why);
  });
});
