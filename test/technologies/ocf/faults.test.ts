import { describe, expect, it } from "vitest";
import { kind as hang } from "../../../cli/technologies/ocf/faults/counter-hang.ts";
import { kind as kill } from "../../../cli/technologies/ocf/faults/counter-kill.ts";
import { kind as full } from "../../../cli/technologies/ocf/faults/disk-full.ts";
import { counters } from "../../fixtures/beds/counters.ts";
import { testCtx } from "../../fixtures/ctx.ts";

const ctx = testCtx();

describe("a fault of the counter", () => {
  it.each([
    ["hangs", () => hang.prepare({ fault: "counter-hang", node: "n1" }, bed.env, ctx)],
    ["is killed", () => kill.prepare({ fault: "counter-kill", node: "n1" }, bed.env, ctx)],
  ])("that %s needs one that runs", async (_, prepare) => {
    bed.node.processes.clear();
    await expect(prepare()).rejects.toThrow("counterd does not run on n1");
  });
  const bed = counters();

  it("healed after the counter was ended leaves nothing that hangs", async () => {
    const { env, node } = counters();
    const { undo } = await hang.prepare({ fault: "counter-hang", node: "n1" }, env, ctx);
    await hang.inject(undo, env, ctx);
    node.processes.clear();
    await hang.heal?.(undo, env, ctx);
    expect(await hang.verifyHealed?.(undo, env, ctx)).toMatchObject({ ok: true });
  });
});

describe("a full disk", () => {
  const spec = { fault: "disk-full" as const, node: "n1", path: "/run/counterd" };

  it.each([
    ["the host's own", "1000 overlay"],
    ["a large one in memory", "99000000 tmpfs"],
  ])("is never %s", async (_, room) => {
    const { env, node } = counters();
    node.room = room;
    await expect(full.prepare(spec, env, ctx)).rejects.toThrow("no small disk in memory");
  });

  it("is not full while a byte is free", async () => {
    const { env, node } = counters();
    const { undo } = await full.prepare(spec, env, ctx);
    await full.inject(undo, env, ctx);
    expect(await full.verify(undo, env, ctx)).toMatchObject({ ok: true });
    node.room = "4096 tmpfs";
    expect(await full.verify(undo, env, ctx)).toMatchObject({ ok: false });
  });
});
