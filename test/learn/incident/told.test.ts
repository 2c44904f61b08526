import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { templatesDir } from "../../../cli/core/base/home.ts";
import { RunView } from "../../../cli/core/journal/view.ts";
import type { Report } from "../../../cli/core/judge/report.ts";
import { debriefOf } from "../../../cli/learn/incident/debrief.ts";
import { addEnded, mendedIn, readHistory } from "../../../cli/learn/incident/history.ts";
import { pagerOf } from "../../../cli/learn/incident/pager.ts";
import { incidentsOf } from "../../../cli/learn/incident/pool.ts";
import type { IncidentRecord } from "../../../cli/learn/incident/record.ts";
import {
  debriefText,
  listJson,
  listText,
  pagerText,
  spanText,
} from "../../../cli/learn/incident/text.ts";
import { createRenderer } from "../../../cli/render/render.ts";
import { makeRun } from "../../fixtures/journal.ts";
import { TempState } from "../../fixtures/temp.ts";

const renderer = createRenderer(templatesDir());
const english = { lang: "en", width: 80 } as const;

/** The fixture's failover, with its outage judged as too long. */
function failedRun(): { readonly view: RunView; readonly report: Report } {
  const { events, report } = makeRun();
  const steps = report.steps.map((step) => ({
    ...step,
    checks: step.checks.map((check) => ({ ...check, verdict: "fail" as const })),
  }));
  return { view: RunView.of(events), report: { ...report, steps } };
}

describe("the pager", () => {
  const { view, report } = failedRun();
  const pager = pagerOf(report, view, "failover");

  it("says what users felt, and when it began; no evidence", () => {
    expect(pager).toMatchObject({
      what: "Power off the master",
      felt: [{ probe: "site", lost: 582, outage: 2.915 }],
      missed: ["users wait no longer than VRRP's timers allow", "one node holds 10.77.0.100 again"],
    });
    expect(pager.at).toBe("2026-11-21T21:15:03.900Z");
    expect(JSON.stringify(pager)).not.toContain("last answer");
  });

  it("is read in 80 columns", () => {
    const of = {
      title: "Two load balancers",
      root: "/w/incident-1a2b3c",
      cluster: "incident-1a2b3c",
      ranS: 72,
    };
    const text = pagerText(pager, of, english);
    expect(text).toContain("Incident incident-1a2b3c: Two load balancers");
    expect(text).toMatch(/site: 582 of \d+ requests lost, up to 2\.9 s without an answer/);
    expect(text).toContain("The clock runs: 1:12.");
    for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });

  it("says so where nobody lost a request", () => {
    const calm = pagerOf(report, view, "split-brain");
    const of = { title: "", root: "/w", cluster: "c", ranS: 0 };
    expect(pagerText(calm, of, english)).toContain("no request was lost");
  });
});

describe("what is kept of incidents", () => {
  let state: TempState;
  beforeEach(() => {
    state = new TempState();
  });
  afterEach(() => state[Symbol.dispose]());

  const ended = (at: string, outcome: "mended" | "gave-up", tookS: number) => {
    return { at, outcome, tookS, seenS: 10, checks: 2 } as const;
  };

  it("is added to, one after the other", async () => {
    expect(readHistory()).toEqual({});
    await Promise.all([
      addEnded("aa", ended("2026-11-29T10:00:00.000Z", "gave-up", 60)),
      addEnded("aa", ended("2026-11-29T11:00:00.000Z", "mended", 252)),
      addEnded("bb", ended("2026-11-29T12:00:00.000Z", "gave-up", 5)),
    ]);
    expect(readHistory()["aa"]).toHaveLength(2);
    expect([...mendedIn(readHistory())]).toEqual(["aa"]);
  });

  it("is kept aside when it is broken, and not touched when it is newer", async () => {
    await addEnded("aa", ended("2026-11-29T10:00:00.000Z", "mended", 60));
    const path = join(state.state, "incidents.json");
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.slice(0, 20));
    expect(readHistory()).toEqual({});
    expect(readdirSync(state.state)).toContain("incidents.json.broken-1");
    writeFileSync(path, text.replace("incidents/1", "incidents/2"));
    expect(() => readHistory()).toThrow("a newer halab");
    expect(readFileSync(path, "utf8")).toContain("incidents/2");
  });
});

describe("the list and the debrief", async () => {
  const incidents = await incidentsOf("vrrp-failover", renderer);
  const planted = incidents.find(({ one }) => one.name === "wrong-vrid");
  if (!planted) throw new Error("vrrp-failover has no wrong-vrid");
  const record: IncidentRecord = {
    schema: "halab/incident/1",
    lab: "vrrp-failover",
    key: planted.key,
    begun: "2026-11-29T10:00:00.000Z",
    seen: "2026-11-29T10:01:10.000Z",
    ended: "2026-11-29T10:04:12.000Z",
    outcome: "mended",
    checks: 3,
  };

  it("names no case, and nothing of its cause", () => {
    const text = listText(incidents, {}, english) + JSON.stringify(listJson(incidents, {}));
    for (const { one } of incidents) {
      expect(text).not.toContain(one.name);
      expect(text).not.toContain(one.why);
      if (one.cause) expect(text).not.toContain(one.cause);
    }
    expect(text.split("\n").filter((line) => line.endsWith("new"))).toHaveLength(incidents.length);
  });

  it("shows the best time", () => {
    const tries = [
      { at: "2026-11-29T10:00:00.000Z", outcome: "gave-up", tookS: 9, seenS: null, checks: 0 },
      { at: "2026-11-29T11:00:00.000Z", outcome: "mended", tookS: 252, seenS: 10, checks: 2 },
    ] as const;
    expect(listText(incidents, { [planted.key]: tries }, english)).toContain(
      "mended in 4:12 (2 tries)",
    );
  });

  it("says what was planted, what shows it, and how long it took", async () => {
    const earlier = {
      at: "2026-11-28T09:00:00.000Z",
      outcome: "gave-up",
      tookS: 600,
      seenS: null,
      checks: 1,
    } as const;
    const ending = {
      incident: planted,
      record,
      cluster: "incident-1a2b3c",
      lang: "en",
      renderer,
    } as const;
    const debrief = await debriefOf(ending, { [planted.key]: [earlier] });
    expect(debrief).toMatchObject({
      outcome: "mended",
      why: planted.one.why,
      seenS: 70,
      tookS: 252,
      checks: 3,
      finding: { rule: "keepalived/vrid-differs" },
      earlier: [earlier],
    });
    expect(debrief.finding?.see).toContain("incident-1a2b3c");
    const text = debriefText(debrief, english);
    expect(text).toContain("First look after 1:10, mended after 4:12, 3 checks.");
    expect(debriefText({ ...debrief, checks: 1 }, english)).toContain("4:12, 1 check.");
    expect(text).toContain("2026-11-28: first look after -, given up after 10:00");
  });

  it("says times as a clock does", () => {
    expect([spanText(0), spanText(72.6), spanText(3723)]).toEqual(["0:00", "1:12", "1:02:03"]);
  });
});
