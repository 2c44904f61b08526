import { describe, expect, it } from "vitest";
import { specFromArgs } from "../../../cli/core/kinds/spec-args.ts";
import { parseServers } from "../../../cli/technologies/haproxy/socket.ts";
import { balancers, serversState } from "../../fixtures/beds/balancers.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { kinds } from "../../fixtures/kinds.ts";

describe("what HAProxy says of its servers", () => {
  it("is read by the names of the columns", () => {
    expect(
      parseServers(
        serversState([
          ["memory", "s1", "10.77.0.21", 0],
          ["any", "web2", "10.77.0.22", 8],
          ["any", "web1", "10.77.0.21", 0x28],
        ]),
      ),
    ).toEqual([
      { backend: "memory", server: "s1", address: "10.77.0.21", drained: false },
      { backend: "any", server: "web2", address: "10.77.0.22", drained: true },
      { backend: "any", server: "web1", address: "10.77.0.21", drained: true },
    ]);
    expect(parseServers("")).toEqual([]);
  });
});

async function drain() {
  const kind = kinds.faults.get("haproxy-drain");
  if (!kind) throw new Error("there is no fault haproxy-drain");
  return kind;
}

describe("haproxy-drain", () => {
  it("takes a node out of every backend that has it, by name or address, and gives back", async () => {
    const kind = await drain();
    const { admin, env, said } = balancers();
    const spec = specFromArgs(kind, ["lb1,lb2", "web1"]);
    const { undo, title, nodes } = await kind.prepare(spec, env, testCtx());
    expect([title, nodes]).toEqual(["haproxy-drain web1 on lb1,lb2", ["lb1", "lb2"]]);
    await kind.arm?.(undo, 1000, env, testCtx());
    expect(said).toContain("lb2: set server memory/s1 state ready;set server any/web1 state ready");
    expect(await kind.verify(undo, env, testCtx())).toMatchObject({ ok: false });
    await kind.inject(undo, env, testCtx());
    for (const node of ["lb1", "lb2"])
      expect(Object.fromEntries(admin.get(node) ?? [])).toEqual({
        "memory/s1": 8,
        "any/web1": 8,
        "any/web2": 0,
      });
    expect(await kind.verify(undo, env, testCtx())).toMatchObject({ ok: true });
    expect(await kind.verifyHealed?.(undo, env, testCtx())).toMatchObject({ ok: false });
    await kind.heal?.(undo, env, testCtx());
    expect(await kind.verifyHealed?.(undo, env, testCtx())).toMatchObject({ ok: true });
  });

  it("says which servers there are when the node is none of them", async () => {
    const kind = await drain();
    const { env } = balancers();
    const spec = kind.schema.parse({ fault: "haproxy-drain", nodes: ["lb1"], server: "client" });
    await expect(kind.prepare(spec, env, testCtx())).rejects.toMatchObject({
      code: "NODE_FAILED",
      message: "HAProxy of lb1 has no server client",
      details: expect.arrayContaining(["any/web2 10.77.0.22"]),
    });
  });

  it("says what to configure when HAProxy takes no commands", async () => {
    const kind = await drain();
    const { env } = balancers("Permission denied\n");
    const spec = kind.schema.parse({ fault: "haproxy-drain", nodes: ["lb1"], server: "web1" });
    await expect(kind.prepare(spec, env, testCtx())).rejects.toMatchObject({
      code: "NODE_FAILED",
      hint: expect.stringContaining("stats socket"),
    });
  });
});
