import { describe, expect, it } from "vitest";
import type { EventOf, JournalEvent } from "../../../../cli/core/journal/events.ts";
import { Sink } from "../../../../cli/core/journal/sink.ts";
import { Session } from "../../../../cli/core/run/session.ts";
import { FakeCluster } from "../../../fake/cluster.ts";
import { testCtx } from "../../../fixtures/ctx.ts";
import { labDir, openDir } from "../../../fixtures/labs.ts";

/** The small lab's session, all of whose nodes run, and what is heard at their ports. */
async function listening() {
  const ctx = testCtx();
  const { lab, plan } = await openDir(labDir("small"));
  const cluster = new FakeCluster("small", plan, ctx);
  for (const { name } of plan.nodes) await cluster.powerOn(name, ctx);
  const [events, sink]: [JournalEvent[], Sink] = [[], new Sink()];
  sink.listen((event) => events.push(event));
  const session = new Session({ plan, kinds: lab.kinds, cluster, sink, ctx });
  await session.attachAll();
  const started = () => cluster.world.watchers.size;
  const before = started();
  const heard = () =>
    events
      .filter((event): event is EventOf<"heard"> => event.kind === "heard")
      .map(({ node, answers }) => `${node} ${answers}`);
  const settled = () => ctx.clock.wait(50);
  return { session, cluster, ctx, heard, settled, listeners: () => started() - before };
}

describe("what the switch hears", () => {
  it("is told from its begin on, as it changes, by one program", async () => {
    const { session, cluster, ctx, heard, settled, listeners } = await listening();
    session.listen((inner) => cluster.openSwitch(inner));
    await settled();
    expect(listeners()).toBe(1);
    expect(heard().sort()).toEqual(["a false", "b false", "user false"]);
    await ctx.clock.wait(6000);
    expect(heard().slice(3)).toEqual(["a true"]);
    await session[Symbol.asyncDispose]();
    expect(listeners()).toBeLessThanOrEqual(0);
  });

  it("is heard anew when a node has a new cable, and until then nothing is known", async () => {
    const { session, cluster, ctx, heard, settled, listeners } = await listening();
    session.listen((inner) => cluster.openSwitch(inner));
    await ctx.clock.wait(6000);
    const before = heard().length;
    await cluster.powerOff("b");
    await settled();
    await cluster.powerOn("b", ctx);
    await session.attachAll();
    await settled();
    expect(heard().slice(before).sort()).toEqual([
      ...["a null", "a true", "b false", "b null", "user false", "user null"],
    ]);
    expect(listeners()).toBe(1);
    await session[Symbol.asyncDispose]();
  });

  it.each([
    ["nobody outside of the nodes hears them", { ear: undefined }],
    ["the switch does not open", undefined],
  ])("is nothing where %s: a run goes on without it", async (_, more) => {
    const { session, cluster, heard, settled } = await listening();
    session.listen(async (inner) => {
      if (!more) throw new Error("no switch");
      const { ear: __, ...deaf } = await cluster.openSwitch(inner);
      return deaf;
    });
    await settled();
    expect(heard()).toEqual([]);
    await session[Symbol.asyncDispose]();
  });
});
