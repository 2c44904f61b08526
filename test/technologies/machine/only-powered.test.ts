import { expect, it } from "vitest";
import { bedOf } from "../../fixtures/beds/beds.ts";
import { kinds } from "../../fixtures/kinds.ts";

const kind = kinds.faults.get("only-powered");
if (!kind) throw new Error("there is no fault only-powered");

const spec = (nodes: readonly string[], on: readonly string[]) => ({
  ...{ fault: "only-powered", nodes, on },
});

it("takes the power from some, and then who was off comes back alone; healing is of those alone", async () => {
  const { env, ctx } = await bedOf(kind, "");
  const states = async () => [await env.cluster.state("a", ctx), await env.cluster.state("b", ctx)];
  const asleep = await kind.prepare(spec(["a", "b"], ["a"]), env, ctx);
  await kind.inject(asleep.undo, env, ctx);
  expect(await states()).toEqual(["running", "off"]);
  const alone = await kind.prepare(spec(["a", "b"], ["b"]), env, ctx);
  expect(alone.title).toBe("power for b alone");
  await kind.inject(alone.undo, env, ctx);
  expect(await states()).toEqual(["off", "running"]);
  expect(await kind.verify(alone.undo, env, ctx)).toEqual({
    ok: true,
    evidence: ["b is running", "a is off"],
  });
  // The first one is closed by the second: who slept is awake, and nobody else.
  await kind.heal?.(asleep.undo, env, ctx);
  expect(await states()).toEqual(["off", "running"]);
  await kind.heal?.(alone.undo, env, ctx);
  expect(await states()).toEqual(["running", "running"]);
});

it("is refused where who is to lose the power has none, or who has it is not among them", async () => {
  const { env, ctx } = await bedOf(kind, "");
  await env.cluster.powerOff("b", ctx);
  await expect(kind.prepare(spec(["a", "b"], ["a"]), env, ctx)).rejects.toMatchObject({
    code: "CONFLICT",
    details: ["b is off"],
  });
  await expect(kind.prepare(spec(["a"], ["b"]), env, ctx)).rejects.toMatchObject({ code: "USAGE" });
});
