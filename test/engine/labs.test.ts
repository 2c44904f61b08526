import { expect, it } from "vitest";
import { labNames } from "../../cli/core/open-lab.ts";
import { openBed } from "./cli.ts";
import { engineDescribe } from "./require.ts";

interface Case {
  readonly kind: string;
  readonly name: string;
  readonly wrong?: string;
}

/** Every case of a lab takes a cluster and the protocols' own time. */
const deadlineMs = 30 * 60_000;

engineDescribe("docker", "the labs that ship with halab", () => {
  const bed = openBed();

  it.for(labNames())(
    "%s: starter fails, solution and alternatives pass, mutants are caught by their steps",
    { timeout: deadlineMs },
    async (lab) => {
      const options = ["--jobs", "2", "--name", bed.name("lab"), "--json"];
      const result = await bed.halab(["lab", "test", lab, ...options], { deadlineMs });
      const cases: Case[] = JSON.parse(result.stdout);
      expect(cases.filter((one) => one.wrong !== undefined)).toEqual([]);
      const count = (kind: string) => cases.filter((one) => one.kind === kind).length;
      expect(count("starter")).toBe(1);
      expect(count("solution")).toBe(1);
      expect(count("alternative")).toBeGreaterThanOrEqual(3);
      expect(count("mutant")).toBeGreaterThanOrEqual(6);
    },
  );
});
