/** What test/core/diagnose/labs.test.ts asks of labs that are listed, of the draft. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { labsDir } from "../../../cli/core/base/home.ts";
import { casesOfLab, diagnosed, linesOf } from "../../fixtures/diagnosis/diagnosed.ts";

const draft = join("drafts", "postgres-patroni");
const lab = join(labsDir(), draft);
const cases = await casesOfLab(draft);
const of = (...kinds: readonly string[]) => cases.filter(({ kind }) => kinds.includes(kind));

describe("the cases, by their files", () => {
  it.each(of("solution", "alternative"))("$kind $name: nothing is wrong", async ({ sources }) => {
    const found = await diagnosed(lab, sources);
    expect(found.broken).toEqual([]);
    expect(linesOf(found).filter((line) => !line.startsWith("hint"))).toEqual([]);
  });

  it.each(of("starter"))("starter: what is still to do comes first", async ({ sources }) => {
    const roots = (await diagnosed(lab, sources)).findings.filter(
      ({ followsFrom }) => followsFrom === null,
    );
    expect(new Set(roots.map(({ rule }) => rule))).toEqual(new Set(["files/todo-left"]));
  });

  it.each(of("mutant"))("mutant $name: $why", async ({ sources, cause, catches }) => {
    const found = await diagnosed(lab, sources);
    expect(linesOf(found)[0]).toContain(` ${cause} `);
    expect(found.findings[0]?.breaks).toContain(catches);
  });
});
