import { expect, it } from "vitest";
import { kind as deleted } from "../../../cli/technologies/samba/faults/connections-deleted.ts";
import { kind as off } from "../../../cli/technologies/samba/faults/inbound-off.ts";
import { kind as nameTwice } from "../../../cli/technologies/samba/faults/name-twice.ts";
import { kind as takeRoles } from "../../../cli/technologies/samba/faults/take-roles.ts";
import { kind as valueTwice } from "../../../cli/technologies/samba/faults/value-twice.ts";
import { controllers, settingsOf } from "../../fixtures/beds/controllers.ts";
import { testCtx } from "../../fixtures/ctx.ts";

const between: [string[], string[]] = [["lb1"], ["lb2"]];
const unit = (name: string) => `OU=${name},OU=staff,DC=lab,DC=test`;

it("a name is given on both sides, each by its own controller, and on no other", async () => {
  const { directory, env } = controllers();
  const ctx = testCtx();
  const spec = nameTwice.schema.parse({ fault: "name-twice", between });
  const { undo, nodes } = await nameTwice.prepare(spec, env, ctx);
  expect(nodes).toEqual(["lb1", "lb2"]);
  await nameTwice.arm?.(undo, 1000, env, ctx);
  await nameTwice.inject(undo, env, ctx);
  for (const node of ["lb1", "lb2"]) {
    const made = directory.database(node).objects.get(unit("Sales"));
    expect(made?.get("description")).toBe(`made on ${node}`);
  }
  const { evidence } = await nameTwice.verify(undo, env, ctx);
  expect(evidence[0]).toContain("each its own");
});

it("on a cluster that lives on, both are removed, by whichever name", async () => {
  const { directory, env } = controllers();
  const ctx = testCtx();
  const spec = nameTwice.schema.parse({ fault: "name-twice", between });
  const { undo } = await nameTwice.prepare(spec, env, ctx);
  const { objects } = directory.database("lb1");
  objects.set(unit("Sales"), new Map([["name", "Sales"]]));
  objects.set(unit("Sales-east"), new Map([["name", "Sales-east"]]));
  await nameTwice.putBack?.do(undo, env, ctx);
  expect(objects.has(unit("Sales"))).toBe(false);
  expect(objects.has(unit("Sales-east"))).toBe(true);
});

it("a value is changed twice on the first side, and once, later, on the other", async () => {
  const { directory, env } = controllers();
  const ctx = testCtx();
  const spec = valueTwice.schema.parse({ fault: "value-twice", between });
  const { undo } = await valueTwice.prepare(spec, env, ctx);
  await valueTwice.arm?.(undo, 1000, env, ctx);
  await valueTwice.inject(undo, env, ctx);
  const writers = directory.ran
    .filter((line) => line.includes("ldbmodify"))
    .map((line) => line.split(":")[0]);
  // The object itself, then the values.
  expect(writers).toEqual(["lb1", "lb1", "lb1", "lb2"]);
  const { evidence } = await valueTwice.verify(undo, env, ctx);
  expect(evidence.slice(0, 2).join()).toMatch(/lb1 says "ground floor".*lb2 says "first floor"/);
});

it("who has no connections has none that could be deleted", async () => {
  const { directory, env } = controllers();
  const { objects } = directory.database("lb2");
  for (const [dn, values] of objects) if (values.has("fromServer")) objects.delete(dn);
  const prepared = deleted.prepare({ fault: "connections-deleted", node: "lb2" }, env, testCtx());
  await expect(prepared).rejects.toThrow("no connection that could be deleted");
});

it("other options of a controller stay as they are", async () => {
  const { directory, env } = controllers();
  const ctx = testCtx();
  const settings = () => directory.database("lb2").objects.get(settingsOf("lb2"))?.get("options");
  const { undo } = await off.prepare({ fault: "inbound-off", node: "lb2" }, env, ctx);
  await off.inject(undo, env, ctx);
  expect(settings()).toBe("3");
  await off.heal?.(undo, env, ctx);
  expect(settings()).toBe("1");
});

it("what the administrator's script said is the evidence, and who had the roles gets them back", async () => {
  const { directory, env } = controllers();
  const ctx = testCtx();
  const given = { fault: "take-roles", node: "lb2", because: "planned", password: "secret" };
  const { undo } = await takeRoles.prepare(takeRoles.schema.parse(given), env, ctx);
  expect(undo).toMatchObject({ before: "lb1" });
  await takeRoles.inject(undo, env, ctx);
  const { evidence } = await takeRoles.verify(undo, env, ctx);
  expect(evidence).toEqual(["/usr/local/sbin/take-roles exited with 0 after 2.5 s", "taken"]);
  await takeRoles.heal?.(undo, env, ctx);
  expect(directory.ran.filter((line) => line.includes("fsmo transfer"))).toHaveLength(1);
  expect(directory.ran.find((line) => line.includes("fsmo transfer"))).toMatch(/^lb1: /);
});

it("to the dead nothing is given back", async () => {
  const { directory, env } = controllers();
  const ctx = testCtx();
  const given = { fault: "take-roles", node: "lb2", because: "dead", password: "secret" };
  const { undo } = await takeRoles.prepare(takeRoles.schema.parse(given), env, ctx);
  await takeRoles.inject(undo, env, ctx);
  await takeRoles.heal?.(undo, env, ctx);
  expect(directory.ran.join()).not.toContain("fsmo transfer");
});
