import { describe, expect, it } from "vitest";
import { playThere } from "../../../cli/core/run/live/there.ts";
import { planOnly } from "../../../cli/core/run/part.ts";
import { findPlaying } from "../../../cli/core/state/playing.ts";
import { watchCluster } from "../../../cli/learn/live/feed.ts";
import { createFake } from "../../fake/index.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { labDir, openDir } from "../../fixtures/labs.ts";
import { TempState } from "../../fixtures/temp.ts";

const name = "small";

/** What was heard, while somebody plays a step and afterwards. */
async function heardWhile() {
  const [{ lab, plan }, ctx, provider] = [await openDir(labDir("small")), testCtx(), createFake()];
  const { cluster } = await provider.up(plan, { name, ephemeral: false }, ctx);
  const leave = new AbortController();
  const heard: { readonly kind: string; readonly own: boolean }[] = [];
  const inner = { ...ctx, signal: leave.signal };
  const watching = watchCluster(
    { cluster, plan, kinds: lab.kinds },
    ({ kind }, own) => heard.push({ kind, own }),
    inner,
  ).catch((error: unknown) => {
    if (!leave.signal.aborted) throw error;
  });
  return { lab, plan, ctx, cluster, heard, leave, watching };
}

describe("what is seen of a cluster", () => {
  it("is seen by probes of its own while nobody plays", async () => {
    using _state = new TempState();
    const { ctx, heard, leave, watching } = await heardWhile();
    for (let at = 0; at < 30; at += 1) await ctx.clock.wait(100);
    leave.abort();
    await watching;
    expect(heard.every(({ own }) => own)).toBe(true);
    const kinds = new Set(heard.map(({ kind }) => kind));
    for (const kind of ["run", "node", "probe", "samples", "owner"])
      expect([...kinds]).toContain(kind);
  });

  it("is a run's while one is played, told from its begin to its end", async () => {
    using _state = new TempState();
    const { lab, plan, ctx, cluster, heard, leave, watching } = await heardWhile();
    await ctx.clock.wait(500);
    await playThere({ lab, plan: planOnly(plan, "steady", lab.kinds), cluster }, ctx);
    expect(findPlaying(name)).toBeUndefined();
    // The journal is a real file, which this clock does not wait for.
    const isOver = () =>
      heard.some(({ kind, own }) => kind === "end" && !own) && heard.at(-1)?.own === true;
    for (const endMs = performance.now() + 30_000; !isOver() && performance.now() < endMs; ) {
      await ctx.clock.wait(100);
      await new Promise(setImmediate);
    }
    leave.abort();
    await watching;
    const theirs = heard.filter(({ own }) => !own).map(({ kind }) => kind);
    expect(theirs[0]).toBe("run");
    expect(theirs.at(-1)).toBe("end");
    expect(theirs).toContain("step");
    // Before and after it somebody else asked.
    expect([heard[0]?.own, heard.at(-1)?.own]).toEqual([true, true]);
  });
});
