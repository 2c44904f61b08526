import { describe, expect, it } from "vitest";
import { z } from "zod";
import { namesA, refsIn } from "../../../cli/core/kinds/ref.ts";
import {
  bound,
  duration,
  filePath,
  name,
  nodeName,
  nodeOrAddress,
  nodeRef,
  nodeRefs,
  number,
  probeName,
} from "../../../cli/core/kinds/values.ts";

/** Each name, after what it is and where it stands: "node a at nodes.0". */
function named(schema: z.ZodType, raw: unknown): string[] {
  return refsIn(schema, schema.parse(raw)).map(
    (ref) => `${ref.to} ${ref.name} at ${ref.path.join(".")}`,
  );
}

const side = z.union([nodeRef.transform((one) => [one]), z.array(nodeRef)]);
const nodeOrIp = nodeOrAddress(/^\d+\.\d+\.\d+\.\d+$/, "must be a node or an address");

describe("the names in a spec", () => {
  it.each<[string, z.ZodType, unknown, readonly string[]]>([
    ["of a key", nodeName, "a", ["node a at key"]],
    ["of a key with a description", nodeName.describe("Who asks."), "a", ["node a at key"]],
    ["of a key with one more check", nodeName.max(3), "a", ["node a at key"]],
    ["of a key that may be missing", nodeName.optional(), "a", ["node a at key"]],
    ["none, where it is missing", nodeName.optional(), undefined, []],
    ["a default", filePath.default("/x"), undefined, ["file /x at key"]],
    ["a default as it is written", nodeName.prefault("a"), undefined, ["node a at key"]],
    ["of a list", z.array(probeName).min(1), ["p", "q"], ["probe p at key.0", "probe q at key.1"]],
    ["of a list of two", z.tuple([number, nodeName]), [1, "a"], ["node a at key.1"]],
    ["of a list by commas", nodeRefs, "a,b", ["nodeRef a at key.0", "nodeRef b at key.1"]],
    [
      "of sides, each one or several",
      z.tuple([side, side]),
      ["a", ["owner-of vip"]],
      ["nodeRef a at key.0.0", "nodeRef owner-of vip at key.1.0"],
    ],
    ["of a map's keys", z.record(nodeName, number), { a: 1 }, ["node a at key.a"]],
    ["of a map's values", z.record(name, nodeName), { x: "a" }, ["node a at key.x"]],
    ["of what a step makes of it", z.string().toLowerCase().pipe(nodeName), "A", ["node a at key"]],
    ["of the option that is meant", nodeOrIp, "a", ["node a at key"]],
    ["none, of the other option", nodeOrIp, "10.0.0.1", []],
    ["none of a bound in numbers", bound, ["1s", "2s"], []],
    [
      "of a bound by a formula, whose durations are numbers by now",
      bound,
      { formula: "vrrp-crash", of: "vip", plus: "200ms" },
      ["formula vrrp-crash at key.formula", "probe vip at key.of"],
    ],
    ["none of a plain name", name, "a", []],
  ])("%s", (_, schema, raw, expected) => {
    const keys = z.strictObject({ key: schema, every: duration.prefault("5ms") });
    expect(named(keys, { key: raw })).toEqual(expected);
    const checked = keys.refine(() => true);
    expect(named(checked, { key: raw })).toEqual(expected);
  });

  it("are named by the copy only, not by what it was made of", () => {
    const plain = z.string();
    const copy = namesA("measure", plain);
    expect(refsIn(copy, "m")).toEqual([{ to: "measure", name: "m", path: [] }]);
    expect(refsIn(plain, "m")).toEqual([]);
  });

  it("are none, where there is no schema or a value of another form", () => {
    expect(refsIn(undefined, "a")).toEqual([]);
    expect(refsIn(nodeName, 7)).toEqual([]);
    expect(refsIn(z.array(nodeName), "a")).toEqual([]);
    expect(refsIn(z.strictObject({ node: nodeName }), null)).toEqual([]);
    expect(refsIn(z.strictObject({ node: nodeName }), { other: "a" })).toEqual([]);
  });
});
