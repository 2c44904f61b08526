import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import type { JournalEvent, SampleRow } from "../../cli/core/journal/events.ts";
import { RunView } from "../../cli/core/journal/view.ts";
import type { Report, StepReport } from "../../cli/core/judge/report.ts";
import { chartsOf } from "../../cli/report/chart/charts.ts";
import { timeline } from "../../cli/report/chart/timeline.ts";
import { renderJunit } from "../../cli/report/junit.ts";
import { renderHtml } from "../../cli/report/page/html.ts";
import { renderSummary } from "../../cli/report/text/summary.ts";
import { graphDot, graphMermaid, graphSvg, graphText } from "../../cli/report/topology.ts";
import type { PlanView } from "../../cli/report/words.ts";
import { makeRun, TIMES } from "../fixtures/journal.ts";
import { kinds } from "../fixtures/kinds.ts";

const { readers } = kinds;

const HOSTILE = `</title><script>alert("x")</script><img src=x onerror='y()'> & \u001b[31mred\u202e {{z}}`;

/** The fixture with text from outside made hostile, and a step of every verdict. */
function hostileRun(): { events: JournalEvent[]; report: Report; plan: PlanView } {
  const { events, report, plan } = makeRun();
  const steps = report.steps.map((step): StepReport => {
    return {
      ...step,
      id: `${step.id}"><script>`,
      title: HOSTILE,
      fault: step.fault && { ...step.fault, title: HOSTILE, evidence: [HOSTILE, HOSTILE] },
      checks: step.checks.map((check, index) => ({
        ...check,
        check: HOSTILE,
        title: HOSTILE,
        verdict: index === 0 ? "fail" : "unknown",
        evidence: [HOSTILE],
      })),
    };
  });
  const renamed = events.map((event): JournalEvent => {
    if (event.kind === "fault") return { ...event, title: HOSTILE };
    if (event.kind === "run") return { ...event, host: { [HOSTILE]: HOSTILE } };
    if (event.kind === "owner") return { ...event, node: `${event.node}${HOSTILE}` };
    if (event.kind !== "samples") return event;
    const rows = event.rows.map(([k, due, sent, end, outcome]): SampleRow => {
      return [k, due, sent, end, outcome, HOSTILE];
    });
    return { ...event, rows };
  });
  return {
    events: renamed,
    report: { ...report, title: HOSTILE, run: HOSTILE, notes: [HOSTILE], steps },
    plan: {
      ...plan,
      title: HOSTILE,
      lab: HOSTILE,
      nodes: plan.nodes.map((node) => ({ ...node, role: HOSTILE, services: [HOSTILE, '"];x'] })),
    },
  };
}

/** A run of ten steps with long names, all of them failed with long evidence. */
function longRun(): { events: readonly JournalEvent[]; report: Report } {
  const { events, report } = makeRun();
  const base = report.steps[1];
  if (!base) throw new Error("the fixture has no second step");
  const steps = Array.from({ length: 10 }, (_, index): StepReport => {
    const id = `a-very-long-step-id-that-no-column-can-hold-${index}`;
    const title = "stop keepalived and haproxy on the node that holds 10.77.0.100, then 漢字漢字";
    return {
      ...base,
      id,
      verdict: index % 2 ? "fail" : "unknown",
      fault: base.fault && { ...base.fault, title, effectAt: index * 2.6 + 0.5 },
      checks: base.checks.map((check) => ({
        ...check,
        verdict: index % 2 ? "fail" : "unknown",
        evidence: [`${"word ".repeat(30)}`, "x".repeat(200), "b", "c", "d"],
      })),
      startAt: index * 2.6,
      endAt: (index + 1) * 2.6,
    };
  });
  return { events, report: { ...report, steps, lab: "l".repeat(120) } };
}

/** The tags of XML that is well formed; throws where it is not. */
function parseXml(xml: string): string[] {
  const open: string[] = [];
  const seen: string[] = [];
  const body = xml.replace(/^<\?xml [^?]*\?>/, "");
  const tag = /<(\/?)([A-Za-z][\w:-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/g;
  const rest = body.replace(tag, (_, end: string, name: string, __: string, empty: string) => {
    if (end) expect(open.pop()).toBe(name);
    else {
      seen.push(name);
      if (!empty) open.push(name);
    }
    return "";
  });
  expect(open).toEqual([]);
  expect(rest).not.toMatch(/[<>]/);
  expect(rest.replace(/&(amp|lt|gt|quot|#\d+);/g, "")).not.toContain("&");
  return seen;
}

/** Width in columns of a terminal: signs of East Asia take two. */
function displayWidth(line: string): number {
  return [...stripVTControlCharacters(line)].reduce(
    (sum, sign) => sum + (/\p{Script=Han}/u.test(sign) ? 2 : 1),
    0,
  );
}

describe("timeline", () => {
  it("merges thousands of samples into a few runs", () => {
    const { events, report } = makeRun();
    const [strip] = timeline(RunView.of(events), report).strips;
    expect(strip?.sent).toBe(5180);
    expect(strip?.failed).toBe(582 + 66);
    expect(strip?.servers).toEqual(["web1", "web2"]);
    expect(strip?.runs.length).toBeLessThan(20);
  });

  it("keeps a single failed sample visible", () => {
    const { events, report } = makeRun();
    const one = events.map((event): JournalEvent => {
      if (event.kind !== "samples") return event;
      return { ...event, rows: event.rows.map((row) => fail(row, row[0] === 3000)) };
    });
    const failed = timeline(RunView.of(one), report).strips[0]?.runs.filter(
      (run) => run.failedShare > 0,
    );
    expect(failed).toHaveLength(1);
    expect(failed?.[0]?.outcome).toBe("reset");
    expect(failed?.[0]?.from).toBeLessThanOrEqual(TIMES.probing + 3000 * 0.005);
    expect(failed?.[0]?.to).toBeGreaterThan(TIMES.probing + 3000 * 0.005);
    expect(renderSummary(report, RunView.of(one), { columns: 80, colour: false })).toMatch(
      /lost +▁$/m,
    );
  });

  it("stays small however a service flaps", () => {
    const { events, report } = makeRun();
    const flapping = events.map((event): JournalEvent => {
      if (event.kind !== "samples") return event;
      return { ...event, rows: event.rows.map((row) => fail(row, row[0] % 9 < 4)) };
    });
    expect(timeline(RunView.of(flapping), report).strips[0]?.runs.length).toBeLessThan(3000);
  });

  it("says who held the address, ends it with the power, and finds two owners", () => {
    const { events, report } = makeRun();
    const [lane] = timeline(RunView.of(events), report).owners;
    const held = lane?.nodes.find((node) => node.node === "lb1")?.held;
    expect(held?.[0]?.to).toBe(TIMES.powerOff);
    expect(lane?.nodes.map((node) => node.node)).toEqual(["lb1", "lb2"]);
    const conflict = lane?.conflicts.at(-1);
    expect(conflict?.from).toBeCloseTo(TIMES.two);
    expect(conflict?.to).toBeCloseTo(TIMES.one);
  });

  it("starts a band at the effect, and after healing for what has to be mended", () => {
    const { events, report } = makeRun();
    const { bands } = timeline(RunView.of(events), report);
    const failover = bands.find((band) => band.step === "failover");
    expect(failover?.from).toBeCloseTo(TIMES.powerOff + 2.61);
    expect(failover?.to).toBeCloseTo(TIMES.powerOff + 3.61);
    const mended = bands.find((band) => band.step === "split-brain");
    expect(mended?.origin).toBe(TIMES.mended);
  });

  it("draws an empty journal and a run that never sent a request", async () => {
    const { report, plan, events } = makeRun();
    const bare = { ...report, steps: [], availability: null, prober: null };
    for (const few of [[], events.slice(0, 1)]) {
      expect(await renderHtml(bare, RunView.of(few), { plan, readers })).toContain("</html>");
      expect(renderSummary(bare, RunView.of(few), { columns: 80, colour: false })).toContain(
        "65 of 65",
      );
    }
  });
});

function fail(row: SampleRow, isBad: boolean): SampleRow {
  const [k, due, sent, end] = row;
  return isBad ? [k, due, sent, end, "reset", ""] : [k, due, sent, end, "ok", `web${(k % 2) + 1}`];
}

describe("html", () => {
  it("loads nothing and stays small", async () => {
    const { events, report, plan } = makeRun();
    const page = await renderHtml(report, RunView.of(events), { plan, readers });
    expect(page).not.toMatch(/https?:|<script|<link|<img|@import|url\(/);
    expect(page.length).toBeLessThan(300_000);
    expect(page).toContain("2A+skew .. 3A+skew");
    expect(page.match(/<svg role="img"/g)).toHaveLength(report.steps.length + 2);
  });

  it("escapes whatever comes from outside", async () => {
    const { events, report, plan } = hostileRun();
    const page = await renderHtml(report, RunView.of(events), { plan, readers });
    expect(page).not.toMatch(/<script|<img|<[a-z][^>]*\son\w+=|\p{Cf}/u);
    expect(page).toBe(stripVTControlCharacters(page));
    expect(page).toContain("&lt;script&gt;");
    expect(page.match(/<\/title>/g)).toHaveLength(page.match(/<title>/g)?.length ?? 0);
  });

  it("draws charts that are well-formed XML even with hostile names", async () => {
    const { events, report } = hostileRun();
    const charts = chartsOf(RunView.of(events), report);
    parseXml(await charts.run());
    for (const step of report.steps) parseXml(await charts.step(step));
  });
});

describe("summary", () => {
  it("looks as in the golden file", () => {
    const { events, report } = makeRun();
    const golden = new URL("../golden/summary.txt", import.meta.url);
    const text = renderSummary(report, RunView.of(events), {
      columns: 80,
      colour: false,
      reportPath: `runs/${report.run}/report.html`,
    });
    if (process.env["UPDATE_GOLDEN"]) {
      mkdirSync(new URL(".", golden), { recursive: true });
      writeFileSync(golden, text);
    }
    expect(text).toBe(readFileSync(golden, "utf8"));
  });

  it.each([
    ["the fixture", makeRun()],
    ["ten steps with long names", longRun()],
    ["hostile text", hostileRun()],
  ])("keeps every line but a long path within 80 columns: %s", (_, { events, report }) => {
    for (const colour of [false, true]) {
      for (const ascii of [false, true]) {
        const reportPath = `runs/${"r".repeat(90)}/report.html`;
        const options = { columns: 80, colour, ascii, reportPath };
        const text = renderSummary(report, RunView.of(events), options);
        const lines = text.split("\n");
        const path = `  report: ${reportPath}`;
        expect(lines).toContain(path);
        const wide = lines.filter((line) => line !== path && displayWidth(line) > 80);
        expect(wide).toEqual([]);
        if (ascii) expect(stripVTControlCharacters(text)).toMatch(/^[ -~\n]*$/);
        expect(text.includes("\u001b[")).toBe(colour);
      }
    }
  });

  it("says why a step did not pass", () => {
    const { events, report } = longRun();
    const text = renderSummary(report, RunView.of(events), { columns: 80, colour: false });
    expect(text).toContain("outage: unknown: word word");
    expect(text).toContain("(2 more in the report)");
  });
});

describe("junit", () => {
  it("gives a suite for each step and skips what is unknown", () => {
    const { report } = hostileRun();
    const xml = renderJunit(report);
    const tags = parseXml(xml);
    expect(tags.filter((tag) => tag === "testsuite")).toHaveLength(5);
    expect(tags.filter((tag) => tag === "testcase")).toHaveLength(9);
    expect(tags.filter((tag) => tag === "failure")).toHaveLength(5);
    expect(tags.filter((tag) => tag === "skipped")).toHaveLength(4);
    expect(xml).toContain('tests="9" failures="5" skipped="4" errors="0"');
  });
});

describe("topology", () => {
  it("fits 80 columns and names everything", () => {
    const { plan } = makeRun();
    for (const ascii of [false, true]) {
      const text = graphText(plan, { ascii });
      for (const line of text.split("\n")) expect([...line].length).toBeLessThan(81);
      for (const word of ["lb1", ".11", "keepalived", "10.77.0.100", "10.77.0.0/24", ".200"]) {
        expect(text).toContain(word);
      }
      if (ascii) expect(text).toMatch(/^[ -~\n]*$/);
    }
  });

  it("draws hostile names without letting them out of their quotes", async () => {
    const { plan } = hostileRun();
    parseXml(await graphSvg(plan));
    expect(graphDot(plan)).not.toMatch(/^\s*x/m);
    expect(graphMermaid(plan)).not.toContain("<script>");
  });
});
