import { expect, it } from "vitest";
import { shapeDir, shapes } from "../../cli/authoring/shapes.ts";
import { casesOfLab, diagnosed, linesOf } from "../fixtures/diagnosis/diagnosed.ts";

it.each(shapes.map((shape) => [shape.kind, shapeDir(shape)]))(
  "of the mutants of a new lab, %s, each cause is found, and nothing in the solution",
  async (shape, dir) => {
    for (const { name, kind, cause, sources } of await casesOfLab(`new/${shape}`)) {
      const found = await diagnosed(dir, sources);
      if (kind === "solution") expect(linesOf(found), name).toEqual([]);
      if (kind === "mutant")
        expect(found.findings.find(({ followsFrom }) => followsFrom === null)?.rule, name).toBe(
          cause,
        );
    }
  },
);
