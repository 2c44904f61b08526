import { describe, expect, it } from "vitest";
import { readTold } from "../../../cli/technologies/upgrade/record.ts";
import { type Stores, stores } from "../../fixtures/beds/stores.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { kinds } from "../../fixtures/kinds.ts";

async function upgraded(bed: Stores, more: object = {}) {
  const kind = kinds.faults.get("upgrade");
  if (!kind) throw new Error("no upgrade");
  const spec = kind.schema.parse({ fault: "upgrade", operator: "lb", to: "redis-8.0", ...more });
  const { undo, title } = await kind.prepare(spec, bed.env, testCtx());
  await kind.inject(undo, bed.env, testCtx());
  const { ok, evidence } = await kind.verify(undo, bed.env, testCtx());
  expect(ok).toBe(true);
  const told = readTold(evidence);
  if (!told) throw new Error(evidence.join("; "));
  const releases = Object.values(bed.state).map(({ release }) => release);
  const heal = async () => {
    await kind.heal?.(undo, bed.env, testCtx());
    return (await kind.verifyHealed?.(undo, bed.env, testCtx()))?.ok;
  };
  return { told, title, releases, heal };
}

const calls = (...names: readonly string[]) =>
  names.flatMap((node) => [`${node}: upgrade-node`, `${node}: node-healthy`]);
const back = (...names: readonly string[]) => names.map((node) => `${node}: rollback-node`);
const old = ["redis-7.0", "redis-7.0", "redis-7.0"];

describe("the operator", () => {
  it("goes through the order line after line, and asks each node whether it is well", async () => {
    const bed = stores();
    const { told, title, releases } = await upgraded(bed);
    expect(bed.ran).toEqual(calls("n3", "n2", "n1"));
    expect(releases).toEqual(["redis-8.0", "redis-8.0", "redis-8.0"]);
    expect(title).toBe("upgrade n1, n2, n3 from redis-7.0 to redis-8.0");
    expect(told).toMatchObject({ ready: 3, moves: 0 });
  });

  it("takes the nodes of one line together", async () => {
    const bed = stores();
    bed.order = "n2, n3 # replicas\n";
    await upgraded(bed);
    expect(bed.ran.slice(0, 2)).toEqual(["n2: upgrade-node", "n3: upgrade-node"]);
  });

  it.each(["upgrade-node", "node-healthy"])("takes all back where %s fails", async (script) => {
    const bed = stores();
    const { onScript } = bed;
    bed.onScript = (node, name, release) =>
      node === "n2" && name === script ? 3 : onScript(node, name, release);
    const { told, releases } = await upgraded(bed);
    expect(bed.ran.slice(-2)).toEqual(back("n2", "n3"));
    expect(bed.ran.join()).not.toContain("n1");
    expect(releases).toEqual(old);
    expect(told.log).toContain("stopped there");
  });

  it.each([
    [1, ["n3"]],
    [3, ["n1", "n2", "n3"]],
  ])(
    "rolls back what was done when the version is recalled after %d lines",
    async (after, nodes) => {
      const bed = stores();
      const { releases } = await upgraded(bed, { "recall-after": after });
      expect(bed.ran.slice(-nodes.length)).toEqual(back(...nodes));
      expect(releases).toEqual(old);
    },
  );

  it("stops at a name that is no member's", async () => {
    const bed = stores();
    bed.order = "n3\nn4\n";
    expect((await upgraded(bed)).told.log).toContain("line 2 of /etc/upgrade.order: no member n4");
    expect(bed.ran.at(-1)).toBe("n3: rollback-node");
  });

  it("says that there is no order, and that a script took too long", async () => {
    const none = stores();
    none.order = undefined;
    expect((await upgraded(none)).told.log).toEqual(["lb has no /etc/upgrade.order"]);
    const slow = stores();
    slow.onScript = () => 124;
    expect((await upgraded(slow)).told.log[0]).toMatch(/^n3: upgrade-node took longer than 20 s/);
  });

  it("begins only where all run one release, and have the other", async () => {
    await expect(upgraded(stores(), { to: "redis-9.9" })).rejects.toThrow(/n1 has no release/);
    const mixed = stores();
    Object.assign(mixed.state["n2"] ?? {}, { release: "redis-8.0" });
    await expect(upgraded(mixed)).rejects.toThrow(/mixed: redis-7.0 and redis-8.0/);
  });

  it("is undone to the first release and the first master, whatever is left", async () => {
    const bed = stores();
    const { heal } = await upgraded(bed);
    Object.assign(bed.state["n1"] ?? {}, { follows: "10.77.0.12" });
    Object.assign(bed.state["n2"] ?? {}, { follows: undefined });
    Object.assign(bed.state["n3"] ?? {}, { release: undefined });
    expect(await heal()).toBe(true);
    expect(Object.values(bed.state).map(({ follows }) => follows)).toEqual([
      undefined,
      "10.77.0.11",
      "10.77.0.11",
    ]);
  });
});
