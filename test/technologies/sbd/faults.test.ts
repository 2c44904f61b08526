import { describe, expect, it } from "vitest";
import { kind } from "../../../cli/technologies/sbd/faults/sbd-hang.ts";
import { watchdogs } from "../../fixtures/beds/watchdogs.ts";
import { testCtx } from "../../fixtures/ctx.ts";

async function hung() {
  const bed = watchdogs();
  const spec = kind.schema.parse({ fault: "sbd-hang", node: "lb1" });
  const { undo } = await kind.prepare(spec, bed.env, testCtx());
  await kind.inject(undo, bed.env, testCtx());
  return { ...bed, undo };
}

describe("SBD that stands still", () => {
  it("goes on when it is healed, if the watchdog has not bitten", async () => {
    const { env, node, undo } = await hung();
    expect(node.sbd).toBe("hangs");
    expect(await kind.verify(undo, env, testCtx())).toMatchObject({ ok: true });
    expect(await kind.verifyHealed?.(undo, env, testCtx())).toMatchObject({ ok: false });
    await kind.heal?.(undo, env, testCtx());
    expect(node.sbd).toBe("runs");
    expect(await kind.verifyHealed?.(undo, env, testCtx())).toMatchObject({ ok: true });
  });

  it("has nothing left to heal on a node that its watchdog has reset", async () => {
    const { env, node, undo } = await hung();
    Object.assign(node, { power: "off", sbd: "dead" });
    expect(await kind.verify(undo, env, testCtx())).toMatchObject({ ok: true });
    await kind.heal?.(undo, env, testCtx());
    expect(await kind.verifyHealed?.(undo, env, testCtx())).toMatchObject({ ok: true });
  });

  it("took no effect where it runs on", async () => {
    const { env, node, undo } = await hung();
    node.sbd = "runs";
    expect(await kind.verify(undo, env, testCtx())).toMatchObject({ ok: false });
  });

  it("cannot be made where no SBD runs", async () => {
    const { env, node } = watchdogs();
    node.sbd = "dead";
    const undo = { kind: "sbd-hang", node: "lb1" } as const;
    await expect(kind.inject(undo, env, testCtx())).rejects.toThrow();
  });
});
