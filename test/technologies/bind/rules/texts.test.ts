import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { casesOfLab } from "../../../fixtures/diagnosis/diagnosed.ts";
import { diagnosedBy, rulesOf } from "../../../fixtures/diagnosis/own-rules.ts";

const rules = await rulesOf("bind");

it.each(rules)(
  "$id has a mistake of its own among the tests, and a line in the README",
  ({ id, rule }) => {
    const tests = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".test.ts"));
    const all = tests.map((name) => readFileSync(join(import.meta.dirname, name), "utf8")).join("");
    expect(all).toContain(`"${id}"`);
    const readme = join(import.meta.dirname, "../../../../cli/technologies/bind/README.md");
    expect(readFileSync(readme, "utf8")).toContain(`\`${rule.kind}\``);
  },
);

it.each(["bind-primary-secondary", "dns-round-robin"])(
  "every word of what is said of the mutants of %s is filled in, and no secret is among them",
  async (lab) => {
    const mutants = (await casesOfLab(lab)).filter(({ kind }) => kind === "mutant");
    for (const { sources, name } of mutants) {
      const said = JSON.stringify((await diagnosedBy(lab, { rules, sources })).findings);
      expect(said, name).not.toMatch(/\{[\w-]+\}/);
      expect(said, name).not.toMatch(/bGFiIGtleTog/);
    }
  },
);
