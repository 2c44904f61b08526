import { describe, expect, it } from "vitest";
import { widestMs } from "../../../cli/technologies/machine/clocks.ts";
import { askedOf } from "../../fixtures/diagnosis/asked.ts";
import { briefly, lookedAt } from "../../fixtures/diagnosis/looked.ts";

async function found(asked: ReturnType<typeof askedOf>) {
  const all = await lookedAt("vrrp-failover", { asked });
  return briefly(all.filter(({ rule }) => rule.startsWith("machine/")));
}

const clocks = (lb1: number, lb2: number, web1: number) =>
  askedOf({ lb1: { aheadMs: lb1 }, lb2: { aheadMs: lb2 }, web1: { aheadMs: web1 } });

describe("clocks", () => {
  it("agree as far as the questions can tell", async () => {
    expect(await found(clocks(0, 900, 1001))).toEqual([]);
  });

  it("machine/clocks-differ: one is behind or ahead by seconds", async () => {
    expect(await found(clocks(0, -12_000, 3))).toEqual([
      ["machine/clocks-differ", "lb2", "lb2's clock is -12 s ahead of lb1's (a minus: behind)."],
    ]);
  });

  it("machine/clocks-far-apart: one is of another hour, and that is told once", async () => {
    const [one, ...others] = await found(clocks(0, 3, 3_600_000));
    expect(others).toEqual([]);
    expect(one?.slice(0, 2)).toEqual(["machine/clocks-far-apart", "web1"]);
    expect(one?.[2]).toContain("3599.997 s ahead of lb2's");
  });

  it("of whom nobody answered say nothing", async () => {
    expect(await found(askedOf({ lb1: {}, lb2: { aheadMs: 9e9 } }))).toEqual([]);
  });

  it("are told how far apart they may be at most", async () => {
    const answers = new Map(clocks(0, 5, 2).answers);
    const facts = { asked: { answers, silent: new Map() } };
    expect(widestMs(facts)).toBe(7);
  });
});

it("machine/node-silent: a node that is off, or says nothing", async () => {
  const asked = askedOf({ lb1: {} }, { lb2: "off", web1: "waited 30 s for answers of web1" });
  expect(await found(asked)).toEqual([
    ["machine/node-silent", "lb2", "lb2 was asked, and: it is off."],
    ["machine/node-silent", "web1", "web1 was asked, and: it gave no answer."],
  ]);
});
