import { describe, expect, it } from "vitest";
import { diagnose } from "../../../cli/core/diagnose/diagnose.ts";
import { factsOf } from "../../../cli/core/diagnose/facts.ts";
import { loadRules } from "../../../cli/core/diagnose/rules.ts";
import type { JournalEvent, SampleRow } from "../../../cli/core/journal/events.ts";
import { RunView } from "../../../cli/core/journal/view.ts";
import { depths } from "../../../cli/core/kinds/rule.ts";
import { type Seed, seeded } from "../../fixtures/seeded.ts";

const check = { check: "lost", probe: "site", "at-most": 0 };

/** What the rules of requests say of a run in which every lost request was lost so. */
async function found(outcome: SampleRow[4], said: string, seed: Partial<Seed>) {
  const events = seeded({ check, ...seed }).map((event): JournalEvent => {
    if (event.kind !== "samples") return event;
    const rows = event.rows.map(
      (row): SampleRow =>
        row[4] === "timeout" ? [row[0], row[1], row[2], row[3], outcome, said] : row,
    );
    return { ...event, rows };
  });
  const run = RunView.of(events);
  if (!run.plan) throw new Error("the journal has no plan");
  const { findings } = diagnose(factsOf(run.plan, { looked: depths, run }), await loadRules());
  return findings.filter(({ rule }) => rule.startsWith("requests/"));
}

const never = { answers: () => null };

describe("how requests failed before anything was broken", () => {
  it.each<[string, SampleRow[4], string, string]>([
    ["refused", "refused", "-", "requests/refused"],
    ["no answer", "timeout", "-", "requests/unanswered"],
    ["no way there", "unreach", "-", "requests/unanswered"],
    ["503", "bad", "503", "requests/unavailable"],
    ["no proof", "forged", "-", "requests/forged"],
  ])("%s", async (_, outcome, said, rule) => {
    const [one, ...more] = await found(outcome, said, never);
    expect([one?.rule, more]).toEqual([rule, []]);
    expect(one?.where[0]?.text).toMatch(/^\d+ of \d+ requests were lost: /);
    expect(one?.because).not.toMatch(/[{}]/);
  });

  it("says nothing of what a fault did, nor of a few that were lost", async () => {
    const broken = { answers: (s: number) => (s > 10 && s < 20 ? null : "web1") };
    expect(await found("refused", "-", broken)).toEqual([]);
    expect(
      await found("refused", "-", { answers: (_, k) => (k % 3 === 0 ? null : "web1") }),
    ).toEqual([]);
    expect(await found("bad", "404", never)).toEqual([]);
  });
});
