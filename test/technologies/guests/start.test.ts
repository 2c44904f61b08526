import { describe, expect, it } from "vitest";
import { kind } from "../../../cli/technologies/guests/faults/guest-start.ts";
import { instances } from "../../fixtures/beds/instances.ts";
import { testCtx } from "../../fixtures/ctx.ts";

const spec = kind.schema.parse({ fault: "guest-start", beside: "hv1" });

async function started(locked: boolean) {
  const hv = instances(locked);
  const { undo, nodes } = await kind.prepare(spec, hv.env, testCtx());
  await kind.inject(undo, hv.env, testCtx());
  return { hv, undo, nodes, seen: await kind.verify(undo, hv.env, testCtx()) };
}

describe("a guest that is started by hand", () => {
  it("is started where it does not run, and refused while its lock is held", async () => {
    const { hv, nodes, seen } = await started(true);
    expect(nodes).toEqual(["hv2"]);
    expect(hv.ran).toContain("hv2: halab-guest start");
    expect(seen).toMatchObject({ ok: true, evidence: [expect.stringContaining("held by hv1")] });
  });

  it("runs twice without a lock; healing ends the second one, and no other", async () => {
    const { hv, undo, seen } = await started(false);
    expect(seen).toMatchObject({ ok: true, evidence: ["hv2 runs the guest"] });
    await kind.heal?.(undo, hv.env, testCtx());
    expect(hv.guest).toEqual({ hv1: "running", hv2: "none" });
    expect(await kind.verifyHealed?.(undo, hv.env, testCtx())).toMatchObject({ ok: true });
  });

  it("is left alone where it is the only one by then", async () => {
    const { hv, undo } = await started(false);
    hv.guest["hv1"] = "none";
    await kind.heal?.(undo, hv.env, testCtx());
    expect(hv.guest).toEqual({ hv1: "none", hv2: "running" });
  });

  it("took no effect where the hypervisor says something else", async () => {
    const { hv, undo } = await started(false);
    hv.guest["hv2"] = "none";
    expect(await kind.verify(undo, hv.env, testCtx())).toMatchObject({ ok: false });
  });

  it("cannot be made where no guest runs", async () => {
    const hv = instances(true);
    hv.guest["hv1"] = "none";
    await expect(kind.prepare(spec, hv.env, testCtx())).rejects.toThrow(/no guest of hv1/);
  });
});
