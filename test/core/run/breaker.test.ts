import { describe, expect, it } from "vitest";
import { z } from "zod";
import { HalabError } from "../../../cli/core/base/error.ts";
import { Agents } from "../../../cli/core/cluster/agents.ts";
import type { Cluster } from "../../../cli/core/cluster/provider.ts";
import type { AnyFault } from "../../../cli/core/kinds/fault.ts";
import { Breaker } from "../../../cli/core/run/breaker.ts";
import { openFaults } from "../../../cli/core/state/open-faults.ts";
import { createFake } from "../../fake/index.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { labDir, openDir } from "../../fixtures/labs.ts";
import { TempState } from "../../fixtures/temp.ts";

/** A fault at two nodes; it fails at the second when it is armed, or when it is made. */
function pairFault(failing: "arm" | "inject", armed: Set<string>): AnyFault {
  const atBoth = (now: "arm" | "inject") => {
    armed.add("a");
    if (now === failing) throw new HalabError("NODE_UNREACHABLE", "b does not answer");
    armed.add("b");
  };
  return {
    kind: "pair",
    about: "Something at two nodes.",
    schema: z.record(z.string(), z.unknown()),
    args: [],
    prepare: async () => ({ title: "pair a b", nodes: ["a", "b"], undo: { kind: "pair" } }),
    arm: async () => atBoth("arm"),
    inject: async () => {
      atBoth("inject");
      return undefined;
    },
    verify: async () => ({ ok: armed.size === 2, evidence: [] }),
    heal: async () => armed.clear(),
    verifyHealed: async () => ({ ok: armed.size === 0, evidence: [] }),
  };
}

async function breakerOn(
  kind: AnyFault,
  change: (cluster: Cluster) => Partial<Cluster> = () => ({}),
) {
  const [{ plan }, ctx, provider] = [await openDir(labDir("small")), testCtx(), createFake()];
  const { cluster } = await provider.up(plan, { name: "small", ephemeral: true }, ctx);
  const changed: Cluster = Object.assign(Object.create(cluster), change(cluster));
  const kinds = new Map([[kind.kind, kind]]);
  const agents = new Agents(changed);
  const resolve = (ref: string) => ref;
  return { ctx, breaker: new Breaker({ plan, cluster: changed, agents, kinds, resolve }) };
}

describe("a fault that fails on its way", () => {
  it.each(["arm", "inject"] as const)(
    "at the second node, at %s: is undone at once",
    async (at) => {
      using _state = new TempState();
      const armed = new Set<string>();
      const { breaker, ctx } = await breakerOn(pairFault(at, armed));
      const broken = breaker.inject({ fault: "pair" }, {}, ctx);
      await expect(broken).rejects.toThrow("b does not answer");
      expect([...armed]).toEqual([]);
      expect(openFaults("small")).toEqual([]);
    },
  );
});

describe("the switch", () => {
  it("is opened once, and anew when the way to it broke", async () => {
    using _state = new TempState();
    const ways: (() => void)[] = [];
    const { breaker, ctx } = await breakerOn(pairFault("arm", new Set()), (cluster) => ({
      openSwitch: async (inner) => {
        const closed = new Promise<void>((resolve) => ways.push(resolve));
        return { ...(await cluster.openSwitch(inner)), closed };
      },
    }));
    const first = await breaker.openSwitch(ctx);
    expect(await breaker.openSwitch(ctx)).toBe(first);
    ways[0]?.();
    await first.closed;
    expect(await breaker.openSwitch(ctx)).not.toBe(first);
    expect(ways).toHaveLength(2);
  });
});

describe("what a healed fault leaves", () => {
  /** Each edit raises a number, and none can be taken back. */
  function numberFault(numbers: Map<string, number>, refuses = false): AnyFault {
    const name = (undo: Readonly<Record<string, unknown>>) => String(undo["name"]);
    return {
      ...pairFault("arm", new Set()),
      kind: "raise",
      prepare: async (spec) => {
        const undo = { kind: "raise", name: spec["name"], was: numbers.get(String(spec["name"])) };
        return { title: `raise ${spec["name"]}`, nodes: [], undo };
      },
      arm: async () => {},
      inject: async (undo) => {
        numbers.set(name(undo), (numbers.get(name(undo)) ?? 0) + 1);
        return undefined;
      },
      verify: async () => ({ ok: true, evidence: [] }),
      putBack: {
        of: name,
        do: async (undo) => {
          if (refuses) throw new HalabError("NODE_FAILED", "n1 does not answer");
          numbers.set(name(undo), Number(undo["was"]));
        },
      },
    };
  }

  it("is put back as it was before the first of them", async () => {
    using _state = new TempState();
    const numbers = new Map([
      ["a", 5],
      ["b", 9],
    ]);
    const { breaker, ctx } = await breakerOn(numberFault(numbers));
    for (const name of ["a", "a", "b"])
      await breaker.heal(await breaker.inject({ fault: "raise", name }, {}, ctx), ctx);
    expect([...numbers.values()]).toEqual([7, 10]);
    expect(await breaker.putBack(ctx)).toEqual([]);
    expect([...numbers.values()]).toEqual([5, 9]);
  });

  it("is told where it cannot be put back", async () => {
    using _state = new TempState();
    const { breaker, ctx } = await breakerOn(numberFault(new Map([["a", 1]]), true));
    await breaker.inject({ fault: "raise", name: "a" }, {}, ctx);
    expect(await breaker.putBack(ctx)).toEqual(["raise a has left its traces: n1 does not answer"]);
    expect(await breaker.putBack(ctx)).toEqual([]);
  });

  it("is told as well where the time for it is over", async () => {
    using _state = new TempState();
    const numbers = new Map([["a", 1]]);
    const { breaker, ctx } = await breakerOn(numberFault(numbers));
    await breaker.inject({ fault: "raise", name: "a" }, {}, ctx);
    const late = { ...ctx, signal: AbortSignal.abort(new Error("the time is over")) };
    const traces = ["raise a has left its traces: the time is over"];
    expect(await breaker.putBack(late)).toEqual(traces);
    expect([...numbers.values()]).toEqual([2]);
  });
});
