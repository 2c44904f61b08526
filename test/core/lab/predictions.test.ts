import { describe, expect, it } from "vitest";
import { HalabError } from "../../../cli/core/base/error.ts";
import { editedLab, openDir } from "../../fixtures/labs.ts";
import { TempDir } from "../../fixtures/temp.ts";

/** The small lab, one step of which asks for this. */
async function asking(predict: string) {
  const text = editedLab(["    expect:", `    predict: ${predict}\n    expect:`]);
  using dir = new TempDir({ "lab.yaml": text });
  try {
    return (await openDir(dir.path, { sources: [] })).plan.steps.flatMap(
      (step) => step.predict ?? [],
    );
  } catch (error) {
    if (!(error instanceof HalabError)) throw error;
    return [error.message, ...error.details].join("\n");
  }
}

describe("what a step asks its student", () => {
  it("is refused where nobody could answer", async () => {
    const wrong = await asking(
      "[{ ask: outage, probe: site }, { ask: outage, probe: site }, { ask: lost, probe: sight }, { ask: owner, probe: site }, { ask: streams, probe: vip }]",
    );
    expect(wrong).toContain("`outage` is asked a second time");
    expect(wrong).toContain('unknown probe "sight" (known: site, vip)');
    expect(wrong).toContain('`owner` of "site", which watches no owner');
    expect(wrong).toContain('`streams` of "vip", which sends nothing');
  });

  it("is one of a few things", async () => {
    expect(await asking("[{ ask: oracle, probe: site }]")).toContain(
      `"ask" must be "owner" or "outage" or "time" or "lost" or "streams"`,
    );
    expect(await asking("[]")).toContain("predict");
  });
});
