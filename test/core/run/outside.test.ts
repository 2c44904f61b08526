import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { HalabError } from "../../../cli/core/base/error.ts";
import type { Outside, Provider } from "../../../cli/core/cluster/provider.ts";
import { readJournal } from "../../../cli/core/journal/file.ts";
import { RunView } from "../../../cli/core/journal/view.ts";
import { grade } from "../../../cli/core/judge/grade.ts";
import { play } from "../../../cli/core/run/run.ts";
import { openFaults } from "../../../cli/core/state/open-faults.ts";
import { createFake } from "../../fake/index.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { labDir, openDir } from "../../fixtures/labs.ts";
import { TempState } from "../../fixtures/temp.ts";

const text = "b was killed from outside of this run (docker kill halab-small-b)";

/** Clusters whose node b somebody kills when the run says what matches. */
function killed(when: RegExp) {
  const [fake, ctx] = [createFake(), testCtx()];
  let tell: ((what: Outside) => void) | undefined;
  let watched = 0;
  const provider: Provider = {
    ...fake,
    async up(plan, options, inner) {
      const { cluster, notes } = await fake.up(plan, options, inner);
      const watchOutside = async (told: (what: Outside) => void) => {
        tell = told;
        watched += 1;
        return {
          [Symbol.asyncDispose]: async () => {
            watched -= 1;
          },
        };
      };
      return { cluster: Object.assign(cluster, { watchOutside }), notes };
    },
  };
  const progress = (event: { text: string }) => {
    if (!when.test(event.text)) return;
    void fake.find("small", ctx).then(async (cluster) => {
      await cluster?.powerOff("b", ctx);
      tell?.({ node: "b", text });
    });
  };
  return { provider, fake, ctx: { ...ctx, progress }, watches: () => watched };
}

describe("a node that somebody kills while a run goes on", () => {
  it.each([/^power-off a$/, /^failback: /])("is not the student's fail: at %s", async (when) => {
    using _state = new TempState();
    const opened = await openDir(labDir("small"));
    const { provider, fake, ctx, watches } = killed(when);
    const { report, view, dir } = await play({ ...opened, provider, name: "small" }, ctx);
    expect(report.verdict).toBe("unknown");
    const verdicts = report.steps.map(({ verdict }) => verdict);
    expect(verdicts).not.toContain("fail");
    expect(verdicts.at(-1)).toBe("unknown");
    // What was seen before stands.
    expect(report.steps[0]?.verdict).toBe("pass");
    const hit = report.steps.find(({ verdict }) => verdict === "unknown");
    expect(hit?.checks.every((check) => check.verdict === "unknown")).toBe(true);
    expect(hit?.checks[0]?.evidence).toEqual([text]);
    expect(report.notes.filter((note) => note.includes(text))).toHaveLength(1);
    // It ends at once, healed, and is judged alike later.
    expect(view.steps.size).toBeLessThan(opened.plan.steps.length);
    expect([openFaults("small"), await fake.list(ctx), watches()]).toEqual([[], [], 0]);
    const again = RunView.of(readJournal(join(dir, "journal.ndjson")));
    expect(grade(again, opened.lab.kinds)).toEqual(report);
  });

  it("where nobody can watch that, it is said, and the run goes on", async () => {
    using _state = new TempState();
    const opened = await openDir(labDir("small"));
    const [fake, ctx] = [createFake(), testCtx()];
    const provider: Provider = {
      ...fake,
      async up(plan, options, inner) {
        const { cluster, notes } = await fake.up(plan, options, inner);
        const watchOutside = async () => {
          throw new HalabError("ENGINE_FAILED", "no events here");
        };
        return { cluster: Object.assign(cluster, { watchOutside }), notes };
      },
    };
    const { report } = await play({ ...opened, provider, name: "small" }, ctx);
    expect(report.verdict).toBe("pass");
    expect(report.notes).toEqual([expect.stringContaining("no events here")]);
  });
});
