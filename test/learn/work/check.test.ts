import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { recordFault } from "../../../cli/core/state/open-faults.ts";
import { checkOn } from "../../../cli/learn/work/check.ts";
import { adviceFor, nextHint } from "../../../cli/learn/work/hint.ts";
import { statusOf } from "../../../cli/learn/work/status.ts";
import { lastCheck } from "../../../cli/learn/workspace/evidence.ts";
import { openLabOf } from "../../../cli/learn/workspace/open.ts";
import { readProgress } from "../../../cli/learn/workspace/progress.ts";
import { ourRenderer } from "../../../cli/render/ours.ts";
import { LittleLab, type Up } from "../little.ts";

async function check(up: Up, ...wanted: readonly string[]) {
  const { ws, cluster, ctx } = up;
  const { lab, plan } = await openLabOf(ws, ourRenderer());
  return checkOn({ ws, lab, plan, cluster, wanted, listeners: [] }, ctx);
}

describe("check", () => {
  it("plays one step, and keeps points, verdict and evidence", async () => {
    using little = new LittleLab();
    const up = await little.up();
    const { report, needed, dir } = await check(up, "steady");
    expect(report).toMatchObject({
      schema: "halab/report/1",
      verdict: "pass",
      points: 6,
      maxPoints: 6,
      steps: [{ id: "steady", verdict: "pass" }],
    });
    expect(needed).toEqual([]);
    expect(dir.startsWith(join(little.dir, ".halab/runs"))).toBe(true);
    expect(readProgress(up.ws).progress.steps).toMatchObject({
      steady: { verdict: "pass", points: 6, maxPoints: 6, tries: 1 },
    });
    expect(lastCheck(up.ws, "steady")).toMatchObject({
      verdict: "pass",
      best: 6,
      report: { id: "steady" },
      files: { "a/etc/rc.local": expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
  });

  it("shows those that a step needs apart, and gives no points for them", async () => {
    using little = new LittleLab();
    const up = await little.up();
    const { report, needed } = await check(up, "failback");
    expect(report.steps.map(({ id }) => id)).toEqual(["failback"]);
    expect(report).toMatchObject({ points: 1, maxPoints: 1, verdict: "pass" });
    expect(needed.map(({ id }) => id)).toEqual(["failover"]);
    expect(Object.keys(readProgress(up.ws).progress.steps)).toEqual(["failback"]);
  });

  it("mends between two steps what the first one leaves broken", async () => {
    using little = new LittleLab();
    little.edit(
      "../lab/lab.yaml",
      (text) => `${text}  - id: after
    title: All is well again
    watch: 1s
    expect:
      - { check: owners, probe: vip, owner: a, points: 1 }
`,
    );
    const up = await little.up();
    const { report, needed } = await check(up, "failover", "after");
    expect(report.steps.map(({ id, verdict }) => [id, verdict])).toEqual([
      ["failover", "pass"],
      ["after", "pass"],
    ]);
    expect(needed.map(({ id }) => id)).toEqual(["failback"]);
  });

  it("applies what changed first, and keeps the best points with the last verdict", async () => {
    using little = new LittleLab();
    const up = await little.up();
    await check(up, "steady");
    little.edit("router/etc/keepalived/keepalived.conf", (text) => text.replace("150", "50"));
    const { report, applied } = await check(up, "steady");
    expect(applied.nodes).toMatchObject([{ node: "a" }]);
    expect(report.verdict).toBe("fail");
    expect(readProgress(up.ws).progress.steps["steady"]).toMatchObject({
      verdict: "fail",
      points: 6,
      tries: 2,
    });
  });

  it("heals first what a killed one, or a hand, left broken", async () => {
    using little = new LittleLab();
    const up = await little.up();
    await up.cluster.powerOff("a", up.ctx);
    recordFault(up.ws.cluster, {
      id: "power-off-1",
      kind: "power-off",
      title: "a loses its power",
      nodes: ["a"],
      undo: { kind: "power-off", node: "a" },
      keeper: null,
    });
    expect((await check(up, "steady")).report.verdict).toBe("pass");
    await up.cluster.freeze("b", up.ctx);
    expect((await check(up, "steady")).report.verdict).toBe("pass");
  });

  it("keeps so many runs, and no more", async () => {
    using little = new LittleLab();
    const up = await little.up();
    const runs = join(little.dir, ".halab/runs");
    for (let number = 10; number < 40; number += 1)
      little.write(`work/.halab/runs/200001${number}-000000-0000-x/journal.ndjson`, "");
    await check(up, "steady");
    expect(readdirSync(runs)).toHaveLength(20);
    expect(existsSync(join(runs, "20000110-000000-0000-x"))).toBe(false);
  });
});

describe("status", () => {
  it("says steps, points, hints, the cluster, and what differs from the nodes", async () => {
    using little = new LittleLab();
    const up = await little.up();
    await check(up, "steady");
    little.edit("router/etc/keepalived/keepalived.conf", (text) => `${text}#\n`);
    const status = await statusOf(up.ws, up.ctx, up.provider);
    expect(status).toMatchObject({
      schema: "halab/status/1",
      title: "A little lab",
      points: 6,
      maxPoints: 10,
      next: "failover",
      changed: ["a/etc/keepalived/keepalived.conf"],
      cluster: { name: up.ws.cluster, state: "up", goesInS: null },
      notes: [],
    });
    expect(status.steps.map(({ id, verdict, tries }) => [id, verdict, tries])).toEqual([
      ["steady", "pass", 1],
      ["failover", undefined, undefined],
      ["failback", undefined, undefined],
    ]);
    await up.cluster.powerOff("a", up.ctx);
    expect((await statusOf(up.ws, up.ctx, up.provider)).cluster.state).toBe("partly");
    await up.provider.down(up.ws.cluster, up.ctx);
    expect((await statusOf(up.ws, up.ctx, up.provider)).cluster.state).toBe("none");
  });

  it("says what is wrong with the student's files, and all the rest", async () => {
    using little = new LittleLab();
    const up = await little.up();
    little.write("work/a/etc/nowhere", "x");
    const { notes, changed, steps } = await statusOf(up.ws, up.ctx, up.provider);
    expect(notes).toEqual([expect.stringContaining("nowhere is no file that node a takes")]);
    expect(changed).toBeNull();
    expect(steps).toHaveLength(3);
  });
});

describe("hint", () => {
  it("gives the lab's three levels, each at its price, which the points lose", async () => {
    using little = new LittleLab();
    const up = await little.up();
    await check(up, "steady");
    const { ws, ctx, provider } = up;
    // Its points are those of the step, without what was read.
    const points = async () => (await statusOf(ws, ctx, provider)).points;
    const said: [number, number, string][] = [];
    for (;;) {
      const offer = await nextHint(ws, "steady");
      if (!offer) break;
      expect(offer).toMatchObject({ step: "steady", from: "lab", seen: false });
      said.push([offer.cost, await points(), await offer.take()]);
    }
    expect(said).toEqual([
      [0, 6, "Who has 10.9.0.100?"],
      [1, 6, "Look at the priorities."],
      [2, 5, "Give a the higher one."],
    ]);
    expect(await points()).toBe(3);
    const status = await statusOf(ws, ctx, provider);
    expect(status.steps[0]).toMatchObject({ hints: 3, hintsCost: 3, points: 6 });
    expect(status.hints).toEqual({ read: 3, cost: 3 });
    expect((await adviceFor(ws, "steady"))?.seen).toBe(3);
  });

  it("speaks of what is wrong with the student's own files first", async () => {
    using little = new LittleLab();
    const { ws } = await little.up();
    little.edit("b/etc/keepalived/keepalived.conf", (text) =>
      text.replace("virtual_router_id 9", "virtual_router_id 10"),
    );
    little.edit("router/etc/keepalived/keepalived.conf", (text) => `${text}#\n`);
    const offer = await nextHint(ws, "steady");
    expect(offer?.from).toMatch(/^keepalived\//);
    expect(await offer?.take()).not.toBe("Who has 10.9.0.100?");
    // Another mistake has levels of its own.
    little.edit("b/etc/keepalived/keepalived.conf", (text) => text.replace("id 10", "id 9"));
    expect(await nextHint(ws, "steady")).toMatchObject({ from: "lab", level: 1 });
  });

  it("is for the first step that is not passed, where none is named; one that there is not is refused", async () => {
    using little = new LittleLab();
    const { ws } = await little.up();
    expect((await nextHint(ws))?.step).toBe("steady");
    await expect(nextHint(ws, "stedy")).rejects.toMatchObject({ code: "USAGE" });
  });
});
