import { describe, expect, it } from "vitest";
import { labNames } from "../../../cli/core/lab/open.ts";
import { casesOfLab, diagnosed, linesOf } from "../../fixtures/diagnosis/diagnosed.ts";

/** Mutants that fail in an earlier step as well, by something else of the lab: the step that the cause itself breaks. */
const later: Readonly<Record<string, string>> = {
  // The balancers of the solution listen at the virtual address alone.
  "balancer-by-address": "balancer-dies",
};

describe.each(labNames())("the cases of %s, by their files", async (lab) => {
  const cases = await casesOfLab(lab);

  it.each(cases.filter(({ kind }) => kind === "solution" || kind === "alternative"))(
    "$kind $name: nothing is wrong",
    async ({ sources }) => {
      const found = await diagnosed(lab, sources);
      expect(found.broken).toEqual([]);
      expect(linesOf(found).filter((line) => !line.startsWith("hint"))).toEqual([]);
    },
  );

  it.each(cases.filter(({ kind }) => kind === "starter"))(
    "$kind: what is still to do, and all else follows from it",
    async ({ sources }) => {
      const { findings, broken } = await diagnosed(lab, sources);
      expect(broken).toEqual([]);
      const roots = findings.filter(({ followsFrom }) => followsFrom === null);
      expect(roots.length).toBeGreaterThan(0);
      expect(roots.filter(({ rule }) => rule !== "files/todo-left")).toEqual([]);
    },
  );

  it.each(cases.filter(({ kind }) => kind === "mutant"))(
    "$kind $name: $why",
    async ({ name, sources, cause, unseen, catches }) => {
      const found = await diagnosed(lab, sources);
      expect(found.broken).toEqual([]);
      if (unseen !== undefined) return expect(found.findings).toEqual([]);
      expect(linesOf(found)[0]).toContain(` ${cause} `);
      const { breaks = [], severity } = found.findings[0] ?? {};
      // What may be meant so breaks no step for certain.
      if (severity !== "error" && breaks.length === 0) return;
      if (name in later) expect(breaks).toContain(later[name]);
      else expect(breaks).toContain(catches);
    },
  );
});
