import { describe, expect, it } from "vitest";
import { journalSchema } from "../../../cli/core/journal/events.ts";
import { eventTeller, serviceTeller } from "../../../cli/learn/live/changes.ts";
import { frame, type Size } from "../../../cli/learn/live/frame.ts";
import { LiveModel } from "../../../cli/learn/live/model.ts";
import { frameJson } from "../../../cli/learn/live/show.ts";
import type { LiveView } from "../../../cli/learn/live/view.ts";
import { expectGolden } from "../../fixtures/golden.ts";
import { makeRun } from "../../fixtures/journal.ts";
import { kinds } from "../../fixtures/kinds.ts";
import { makePlan } from "../../fixtures/plan.ts";
import { vrrp } from "../../fixtures/seeded.ts";

const { events } = makeRun();
const startNs = events[0]?.t ?? 0;
const nsAt = (s: number) => startNs + s * 1e9;

/** The fixture's run as it was known after so many seconds. */
function viewAt(s: number, own = false): LiveView {
  const model = new LiveModel("learn-vrrp-failover-ab12cd", kinds.readers);
  for (const event of events) if (event.t <= nsAt(s)) model.apply(event, own);
  return model.view();
}

const size = (columns: number, rows: number, more: Partial<Size> = {}): Size => {
  return { columns, rows, ascii: false, lang: "en", ...more };
};

describe("a frame of the live view", () => {
  it.each([
    ["failover", 6, size(80, 24)],
    ["split-brain", 22, size(120, 40)],
    ["narrow", 22, size(40, 24)],
    ["ascii", 25, size(60, 24, { ascii: true, lang: "de" })],
  ] as const)("is drawn as it was: %s", (name, s, of) => {
    const lines = frame(viewAt(s), nsAt(s), of);
    expectGolden(`live/${name}.txt`, `${lines.join("\n")}\n`);
  });

  const screens = [20, 40, 80, 120].flatMap((columns) =>
    [5, 10, 24, 60].map((rows) => [columns, rows] as const),
  );

  it.each(screens)("fits a screen of %d columns and %d lines", (columns, rows) => {
    for (const lang of ["en", "de", "hu"] as const) {
      const frames = [0, 3, 6, 22, 30].map((s) =>
        frame(viewAt(s), nsAt(s), size(columns, rows, { lang })),
      );
      expect(Math.max(...frames.map((lines) => lines.length))).toBeLessThanOrEqual(rows);
      const widths = frames.flat().map((line) => [...line].length);
      expect(Math.max(...widths)).toBeLessThanOrEqual(columns);
    }
  });

  it("has nothing to show before the first event", () => {
    const model = new LiveModel("site", kinds.readers);
    expect(frame(model.view(), 0, size(80, 24))).toEqual([
      "site",
      "looking for what there is ...",
      "q: leave (the cluster stays)",
    ]);
  });

  it("is plain ASCII where the terminal is", () => {
    const text = frame(viewAt(22), nsAt(22), size(80, 24, { ascii: true, lang: "hu" })).join("\n");
    expect(text).toMatch(/^[\n -~]*$/);
  });

  it("shows nothing harmful that a node says", () => {
    const model = new LiveModel("site", kinds.readers);
    for (const event of events.slice(0, 1)) model.apply(event, false);
    model.apply({ kind: "note", t: nsAt(1), text: "\u001b[2J\u0007gone\nhome" }, false);
    const text = frame(model.view(), nsAt(1), size(80, 24)).join("\n");
    expect(text).toContain("gone home");
    expect(text).not.toContain("\u001b");
  });
});

describe("what is known of a cluster", () => {
  it("says who has the address, and since when", () => {
    expect(viewAt(6).owners[0]).toMatchObject({ nodes: [], sinceNs: nsAt(4) });
    expect(viewAt(8).owners[0]).toMatchObject({ nodes: ["lb2"], sinceNs: nsAt(6.875) });
    expect(viewAt(22).owners[0]?.nodes).toEqual(["lb1", "lb2"]);
  });

  it("forgets what a node without power was", () => {
    const { nodes } = viewAt(6);
    expect(nodes.find(({ name }) => name === "lb1")).toMatchObject({
      state: "off",
      has: [],
      is: [],
    });
    expect(nodes.find(({ name }) => name === "lb2")).toMatchObject({ is: ["100"] });
  });

  it("does not repeat what a daemon said it was before the address came", () => {
    const model = new LiveModel("pair", kinds.readers);
    const plan = makePlan();
    const about = { run: "r", lab: "l", provider: "p", halab: "0", wall: "", host: {} };
    const [node, service] = ["lb2", "keepalived"];
    const value = { vrrp: [vrrp(100, { state: "BACKUP" })], realServers: [] };
    const says = { kind: "in-force", t: 1, node, service, value } as const;
    const is = () => model.view().nodes.find(({ name }) => name === node)?.is;
    model.apply({ kind: "run", t: 0, schema: journalSchema, ...about, plan }, false);
    model.apply({ kind: "owner", t: 1, probe: "vip", node: "lb1", owns: true }, false);
    model.apply(says, false);
    expect(is()).toEqual(["BACKUP 100"]);
    model.apply({ kind: "owner", t: 2, probe: "vip", node, owns: true }, false);
    expect(is()).toEqual(["100"]);
    model.apply({ ...says, t: 3 }, false);
    expect(is()).toEqual(["BACKUP 100"]);
  });

  it("keeps a minute of answers, whoever saw them", () => {
    const model = new LiveModel("site", kinds.readers);
    for (const event of events) model.apply(event, true);
    const before = model.view().strips[0]?.slots.length;
    for (const event of events.slice(0, 1)) model.apply(event, false);
    expect(model.view().strips[0]?.slots.length).toBe(before);
    expect(model.view()).toMatchObject({ own: false, step: undefined, fault: undefined });
  });

  it("is told as JSON without the strip's cells", () => {
    const json = frameJson(viewAt(6), nsAt(6));
    expect(json).toMatchObject({
      schema: "halab/watch/1",
      seconds: 6,
      step: { id: "failover", phase: "expect" },
      strips: [{ probe: "site", lost: expect.any(Number) }],
    });
  });
});

describe("lines on change", () => {
  it("says when users are served no more, and when they are again", () => {
    const tell = serviceTeller();
    const said: string[] = [];
    const model = new LiveModel("site", kinds.readers);
    let next = 0;
    for (let s = 0; s <= 13; s += 0.1) {
      for (; (events[next]?.t ?? Number.POSITIVE_INFINITY) <= nsAt(s); next += 1) {
        const event = events[next];
        if (event) model.apply(event, false);
      }
      said.push(...tell(model.view(), nsAt(s)));
    }
    expect(said).toEqual([
      "site: no request is answered",
      "site: some requests are lost",
      "site: every request is answered",
    ]);
  });

  it("begins a watch of its own without a word", () => {
    const [first] = events;
    if (!first) throw new Error("the fixture is empty");
    expect(eventTeller()(first, true)).toBeUndefined();
    expect(eventTeller()(first, false)).toContain("Two load balancers");
  });
});
