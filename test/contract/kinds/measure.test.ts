/** What every measure has to keep to: a name that checks know it by, and words that tell what it is. */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { refsIn } from "../../../cli/core/kinds/ref.ts";
import { kinds } from "../../fixtures/kinds.ts";
import { measureUses } from "../../fixtures/shipped.ts";
import { aboutText, expectPlaces, leakedText, lineText } from "./words.ts";

const all = [...kinds.measures.values()];

/** The keys that a lab has to give, by the measure's own schema. */
function requiredOf(schema: z.ZodType): readonly string[] {
  const { required = [] } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return required;
}

describe.each(all)("the measure $kind", (measure) => {
  const { kind, schema } = measure;
  const uses = measureUses.get(kind) ?? [];
  const required = requiredOf(schema);

  it("says what it is", () => {
    expect(measure.about).toMatch(aboutText);
  });

  it("stands in a lab, from which these tests have their specs", () => {
    expect(uses, "a kind that no lab uses is tried by nobody").not.toEqual([]);
  });

  it("needs its kind and the name that checks know it by", () => {
    expect(required).toEqual(expect.arrayContaining(["measure", "as"]));
  });

  it.each(required)("says that %s is missing", (key) => {
    const { [key]: _, ...rest } = uses[0]?.spec ?? {};
    const { error } = schema.safeParse(rest);
    expect(error?.issues.map(({ path }) => path[0])).toContain(key);
  });

  it("takes nothing that it does not know", () => {
    const { error } = schema.safeParse({ measure: kind, as: "it", colour: "red" });
    const strangers = error?.issues.flatMap((one) => {
      return one.code === "unrecognized_keys" ? one.keys : [];
    });
    expect(strangers).toContain("colour");
    expect(schema.safeParse({ measure: "telepathy", as: "it" }).success).toBe(false);
    expect(schema.safeParse(null).success).toBe(false);
  });

  it("has a title of a line for each spec", () => {
    for (const { spec } of uses) {
      expect(measure.title(spec)).toMatch(lineText);
      expect(measure.title(spec)).not.toMatch(leakedText);
    }
  });

  it("names, by their places, the nodes and probes that it needs", () => {
    for (const { plan, spec } of uses) {
      const refs = refsIn(measure.schema, spec);
      expectPlaces(spec, refs);
      for (const { to, name } of refs) {
        const known = { node: plan.nodes, probe: plan.probes }[to as "node" | "probe"];
        if (known) expect(known.map((one) => one.name)).toContain(name);
      }
    }
  });
});
