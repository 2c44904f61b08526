import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { contentOf } from "../../../cli/core/cluster/content.ts";
import { readJournal } from "../../../cli/core/journal/file.ts";
import { RunView } from "../../../cli/core/journal/view.ts";
import { grade } from "../../../cli/core/judge/grade.ts";
import { playThere } from "../../../cli/core/run/live/there.ts";
import { planOnly } from "../../../cli/core/run/part.ts";
import { recordFault } from "../../../cli/core/state/open-faults.ts";
import { findPlaying, markPlaying } from "../../../cli/core/state/playing.ts";
import { createFake } from "../../fake/index.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { labDir, openDir } from "../../fixtures/labs.ts";
import { TempState } from "../../fixtures/temp.ts";

const name = "small";

/** The small lab, up on a fake cluster. */
async function there() {
  const [{ lab, plan }, ctx, provider] = [await openDir(labDir("small")), testCtx(), createFake()];
  const { cluster } = await provider.up(plan, { name, ephemeral: false }, ctx);
  return { lab, plan, ctx, provider, cluster };
}

describe("the steps that one step needs", () => {
  it.each([
    ["steady", ["steady"]],
    ["failover", ["failover"]],
    // It gives back the power that an earlier step took.
    ["failback", ["failover", "failback"]],
    // It is compared with one that leaves a director off, and begins when it is back.
    ["switchover", ["failover", "failback", "switchover"]],
  ])("%s: %j", async (step, expected) => {
    const { lab, plan } = await openDir(labDir("vrrp"));
    expect(planOnly(plan, step, lab.kinds).steps.map(({ id }) => id)).toEqual(expected);
  });

  it("of a step that there is not are none, but the nearest name", async () => {
    const { lab, plan } = await openDir(labDir("vrrp"));
    expect(() => planOnly(plan, "failbak", lab.kinds)).toThrow('did you mean "failback"');
  });
});

describe("steps on a cluster that is up", () => {
  it("are played and judged as in a run, and the cluster stays, healed", async () => {
    using _state = new TempState();
    const { lab, plan, ctx, provider, cluster } = await there();
    const { report, view, dir } = await playThere(
      { lab, plan: planOnly(plan, "failback", lab.kinds), cluster },
      ctx,
    );
    expect(report.steps.map(({ id, verdict }) => [id, verdict])).toEqual([
      ["failover", "pass"],
      ["failback", "pass"],
    ]);
    expect(report.upMs).toBeNull();
    expect(await provider.list(ctx)).toMatchObject([{ name }]);
    expect(await cluster.state("a", ctx)).toBe("running");
    expect(findPlaying(name)).toBeUndefined();
    const again = RunView.of(readJournal(join(dir, "journal.ndjson")));
    expect(grade(again, lab.kinds)).toEqual(report);
    expect(view.end?.reason).toBe("finished");
  });

  it("are judged by the files as the nodes have them, byte for byte", async () => {
    using _state = new TempState();
    const { lab, plan, ctx, provider } = await there();
    await provider.down(name, ctx);
    const bytes = Buffer.from("# gr\xfc\xdfe\n", "latin1");
    const nodes = plan.nodes.map((node) => ({
      ...node,
      files: node.files.map((file) => ({ ...file, ...contentOf(bytes) })),
    }));
    const { cluster } = await provider.up({ ...plan, nodes }, { name, ephemeral: false }, ctx);
    const one = planOnly(plan, "steady", lab.kinds);
    const { view, dir } = await playThere({ lab, plan: one, cluster }, ctx);
    const file = view.plan?.nodes[0]?.files[0];
    expect(file).toMatchObject({ content: bytes.toString("base64"), encoding: "base64" });
    expect(file?.source).toBe(`a:${file?.path}`);
    expect(readFileSync(join(dir, "files/a", file?.path ?? ""))).toEqual(bytes);
  });

  it("can be played again and again", async () => {
    using _state = new TempState();
    const { lab, plan, ctx, cluster } = await there();
    const one = planOnly(plan, "steady", lab.kinds);
    for (let time = 0; time < 2; time += 1)
      expect((await playThere({ lab, plan: one, cluster }, ctx)).report.verdict).toBe("pass");
  });

  it("are not begun on a cluster that is broken, not whole, or of another lab", async () => {
    using _state = new TempState();
    const { lab, plan, ctx, cluster } = await there();
    const play = (lab0 = plan) => playThere({ lab, plan: lab0, cluster }, ctx);
    await expect(play({ ...plan, lab: "other" })).rejects.toMatchObject({
      code: "CONFLICT",
      hint: "halab run small --on small",
    });
    await cluster.powerOff("a", ctx);
    await expect(play()).rejects.toMatchObject({ details: ["a: off"] });
    await cluster.powerOn("a", ctx);
    const undo = { kind: "freeze" };
    const fault = { id: "f", kind: "freeze", title: "freeze a", nodes: [], undo, keeper: null };
    recordFault(name, fault);
    await expect(play()).rejects.toMatchObject({
      details: ["freeze a"],
      hint: "halab heal small",
    });
  });

  it("of two runs at once are refused: they would break it for each other", async () => {
    using _state = new TempState();
    const { lab, plan, ctx, cluster } = await there();
    using _other = markPlaying(name, "/runs/other");
    await expect(playThere({ lab, plan, cluster }, ctx)).rejects.toMatchObject({
      code: "CONFLICT",
      hint: "halab follow small",
    });
    expect(findPlaying(name)).toBe("/runs/other");
  });
});
