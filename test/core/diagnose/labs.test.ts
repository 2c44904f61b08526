import { describe, expect, it } from "vitest";
import { labNames } from "../../../cli/core/lab/open.ts";
import { casesOfLab, diagnosed, linesOf } from "../../fixtures/diagnosed.ts";

describe.each(labNames())("the cases of %s, by their files", async (lab) => {
  const cases = await casesOfLab(lab);

  it.each(cases.filter(({ kind }) => kind === "solution" || kind === "alternative"))(
    "$kind $name: nothing is wrong",
    async ({ sources }) => {
      const found = await diagnosed(lab, sources);
      expect(linesOf(found).filter((line) => !line.startsWith("hint"))).toEqual([]);
    },
  );

  it.each(cases)("$kind $name: no rule breaks", async ({ sources }) => {
    expect((await diagnosed(lab, sources)).broken).toEqual([]);
  });

  it.each(cases.filter(({ kind }) => kind === "starter"))(
    "$kind: what is still to do, and all else follows from it",
    async ({ sources }) => {
      const { findings } = await diagnosed(lab, sources);
      const roots = findings.filter(({ followsFrom }) => followsFrom === null);
      expect(roots.length).toBeGreaterThan(0);
      expect(roots.filter(({ rule }) => rule !== "files/todo-left")).toEqual([]);
    },
  );

  it.each(cases.filter(({ kind }) => kind === "mutant"))(
    "$kind $name: $why",
    async ({ sources, cause, unseen }) => {
      const found = await diagnosed(lab, sources);
      if (unseen === undefined) expect(linesOf(found)[0]).toContain(` ${cause} `);
      else expect(found.findings).toEqual([]);
    },
  );
});
