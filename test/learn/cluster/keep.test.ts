import { existsSync, readFileSync, rmSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { HalabError } from "../../../cli/core/base/error.ts";
import { keep } from "../../../cli/learn/cluster/keep.ts";
import { readKeeper, touch, workspacesOfThisMachine } from "../../../cli/learn/cluster/note.ts";
import { readGiven } from "../../../cli/learn/work/given.ts";
import { tryLock } from "../../../cli/learn/workspace/store.ts";
import { ourRenderer } from "../../../cli/render/ours.ts";
import { createFake } from "../../fake/index.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { LittleLab } from "../little.ts";

async function bed(little: LittleLab) {
  const { workspace: ws } = await little.make();
  const [ctx, provider] = [testCtx(), createFake()];
  const idleMs = 3_600_000;
  return { ws, ctx, provider, options: { provider, renderer: ourRenderer(), idleMs } };
}

/** Nobody has used it for so long. */
function unusedFor(little: LittleLab, ms: number): void {
  const then = new Date(Date.now() - ms);
  utimesSync(join(little.dir, ".halab/used"), then, then);
}

describe("who looks after a workspace's cluster", () => {
  it("starts it, says so, and takes it away when nobody used it for an hour", async () => {
    using little = new LittleLab();
    const { ws, ctx, provider, options } = await bed(little);
    touch(ws);
    unusedFor(little, 3_600_001);
    const kept = keep(ws, options, ctx);
    expect(readKeeper(ws)).toMatchObject({ phase: "starting", alive: true });
    await kept;
    expect(readKeeper(ws)?.phase).toBe("closing");
    expect(await provider.list(ctx)).toEqual([]);
    expect(readGiven(ws)).toEqual({});
    expect(workspacesOfThisMachine()).toEqual([]);
    expect(existsSync(join(little.dir, ".halab/keeper.lock"))).toBe(false);
  });

  it("stays while somebody uses it, and leaves the cluster when it is told to end", async () => {
    using little = new LittleLab();
    const { ws, ctx, provider, options } = await bed(little);
    touch(ws);
    const kept = keep(ws, options, ctx);
    kept.catch(() => {});
    await ctx.clock.wait(60_000);
    expect(readKeeper(ws)).toMatchObject({ phase: "keeping", alive: true });
    expect(workspacesOfThisMachine()).toMatchObject([{ cluster: ws.cluster, root: ws.root }]);
    expect(Object.keys(readGiven(ws))).toContain("a");
    ctx.stop.abort(new HalabError("CANCELLED", "cancelled"));
    await expect(kept).rejects.toMatchObject({ code: "CANCELLED" });
    expect(await provider.list(testCtx())).toHaveLength(1);
  });

  it("is one at a time", async () => {
    using little = new LittleLab();
    const { ws, ctx, provider, options } = await bed(little);
    using _other = tryLock(join(little.dir, ".halab/keeper.lock"));
    await keep(ws, options, ctx);
    expect(await provider.list(ctx)).toEqual([]);
  });

  it("takes the cluster of a workspace away that is not there any more", async () => {
    using little = new LittleLab();
    const { ws, ctx, provider, options } = await bed(little);
    touch(ws);
    const kept = keep(ws, options, ctx);
    await ctx.clock.wait(20_000);
    rmSync(little.dir, { recursive: true });
    await kept;
    expect(await provider.list(ctx)).toEqual([]);
    expect(existsSync(little.dir)).toBe(false);
  });

  it("says why it could not start it, for who waits", async () => {
    using little = new LittleLab();
    const { ws, ctx, options } = await bed(little);
    little.edit("router/etc/keepalived/keepalived.conf", () => "this is broken\n");
    await expect(keep(ws, options, ctx)).rejects.toMatchObject({ code: "CONFIG_INVALID" });
    expect(readKeeper(ws)).toMatchObject({
      phase: "failed",
      alive: false,
      error: { code: "CONFIG_INVALID", message: expect.stringContaining("node a did not come up") },
    });
    expect(readFileSync(join(little.dir, ".halab/keeper.json"), "utf8")).toContain("failed");
  });
});
