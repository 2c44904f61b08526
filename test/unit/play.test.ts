import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { grade } from "../../cli/core/grade.ts";
import { play } from "../../cli/core/run.ts";
import { createFake } from "../../cli/providers/fake/index.ts";
import { testCtx } from "../fixtures/ctx.ts";
import { labDir, openDir } from "../fixtures/labs.ts";
import { TempState } from "../fixtures/temp.ts";

describe("play", () => {
  it("plays a small lab to its end", async () => {
    using _state = new TempState();
    const { lab, plan } = await openDir(labDir("small"));
    const ctx = testCtx();
    const t = performance.now();
    const played = await play({ lab, plan, provider: createFake(), name: "small" }, ctx);
    console.log(performance.now() - t, JSON.stringify(played.report, null, 1));
    const again = grade(played.events, lab.kinds.checks);
    expect(`${JSON.stringify(again, null, 2)}\n`).toBe(
      readFileSync(join(played.dir, "report.json"), "utf8"),
    );
  });
});
