import { describe, expect, it } from "vitest";
import { deal, deck } from "../../../cli/technologies/choices/deck.ts";
import { kind as drop } from "../../../cli/technologies/choices/faults/drop-table.ts";
import { kind as rack } from "../../../cli/technologies/choices/faults/rack-dies.ts";
import { kind as rollOut } from "../../../cli/technologies/choices/faults/roll-out.ts";
import { kind as storm } from "../../../cli/technologies/choices/faults/storm.ts";
import { chosen } from "../../fixtures/beds/chosen.ts";
import { testCtx } from "../../fixtures/ctx.ts";

describe("the deck", () => {
  it("is dealt whole, the same for the same seed, and not the same for each", () => {
    const all = Array.from({ length: 50 }, (_, seed) => deal(seed));
    for (const [seed, cards] of all.entries()) {
      expect(cards.map(({ service, part }) => `${service} ${part}`).sort()).toEqual(
        deck.map(({ service, part }) => `${service} ${part}`).sort(),
      );
      expect(deal(seed)).toEqual(cards);
    }
    expect(new Set(all.map((cards) => JSON.stringify(cards))).size).toBeGreaterThan(30);
  });
});

const nodes = ["n1", "n2", "n3"];

/** The number of the event of a storm in which that service is hit. */
function eventOf(seed: number, service: string, part: string) {
  return deal(seed).findIndex((one) => one.service === service && one.part === part) + 1;
}

async function struck(service: string, part: string, choices?: string) {
  const bed = chosen(choices);
  const ctx = testCtx();
  const more = { fault: "storm" as const, nodes, seed: 7, notice: 1000, lag: 700 };
  const spec = { ...more, event: eventOf(7, service, part) };
  const prepared = await storm.prepare(spec, bed.env, ctx);
  await storm.inject(prepared.undo, bed.env, ctx);
  return { ...bed, prepared, ctx };
}

describe("a storm", () => {
  it("hits the primary of the orders behind a link that lags, and a standby takes over", async () => {
    const { prepared, state, said } = await struck("orders", "active");
    expect(prepared).toMatchObject({
      title: "cut and power-off n1 (orders, active)",
      nodes: ["n1"],
    });
    expect(prepared.undo.hit).toMatchObject({ active: ["dns", "orders"], heirs: ["n2", "n3"] });
    expect(state["n1"]?.power).toBe("off");
    expect(said).toContain("n2 promote");
  });

  it("hits a standby that has nothing else to do, and nobody takes over", async () => {
    const { prepared, said } = await struck("orders", "standby");
    expect(prepared.nodes).toEqual(["n2"]);
    expect(said.join("\n")).not.toMatch(/promote/);
  });

  it("hits the only server where there is no other one", async () => {
    const { prepared } = await struck("orders", "standby", "orders synchronous n1\n");
    expect(prepared.nodes).toEqual(["n1"]);
    // Frozen it would wake up as a second primary.
    expect(prepared.undo.hit.way).toBe("power-off");
  });

  it("is over when all runs again", async () => {
    const { prepared, env, ctx, state } = await struck("sessions", "active");
    await storm.heal?.(prepared.undo, env, ctx);
    expect(Object.values(state).map(({ power }) => power)).toEqual(nodes.map(() => "running"));
    expect(state["n2"]?.dead.size).toBe(0);
  });

  it("refuses a service that nobody has", async () => {
    await expect(struck("files", "active", "orders synchronous n1 n2\n")).rejects.toThrow(
      /no node has files to lose/,
    );
  });
});

describe("a rack", () => {
  it.each<[string, string | undefined, readonly string[]]>([
    ["with most of a service", "dns copies n2 n3\norders synchronous n1 n2\n", ["n2", "n3"]],
    ["with the primary, among equals", "files vrrp n1 n2\n", ["n1"]],
  ])("%s dies", async (_, choices, wanted) => {
    const { env } = chosen(choices);
    const spec = { fault: "rack-dies" as const, racks: [["n2", "n3"], ["n1"]], notice: 1000 };
    expect((await rack.prepare(spec, env, testCtx())).nodes).toEqual(wanted);
  });
});

async function rolled(rollout: string) {
  const bed = chosen(`files vrrp n2 n1\n${rollout}\n`);
  const ctx = testCtx();
  const spec = { fault: "roll-out" as const, operator: "client", look: 1000 };
  const { undo, title } = await rollOut.prepare(spec, bed.env, ctx);
  await rollOut.inject(undo, bed.env, ctx);
  const { evidence } = await rollOut.verify(undo, bed.env, ctx);
  return { ...bed, title, evidence, pages: ["n1", "n2"].map((node) => bed.state[node]?.page) };
}

describe("a roll-out", () => {
  it("that is looked at stops at the first, which users do not come to", async () => {
    const { evidence, pages, said } = await rolled("rollout one-by-one check");
    expect(evidence).toEqual([
      "n1 has the new configuration",
      "n1 gave no page: the old configuration is back there",
    ]);
    expect(pages).toEqual(["good", "good"]);
    expect(said).not.toContain("n2 page bad");
  });

  it("that nobody looks at goes through", async () => {
    const { title, pages } = await rolled("rollout one-by-one");
    expect(title).toBe("roll-out to n1, n2 (one by one, unseen)");
    expect(pages).toEqual(["bad", "bad"]);
  });

  it("at once is on all before it is looked at", async () => {
    const { evidence, pages } = await rolled("rollout at-once check");
    expect(evidence[0]).toBe("n1, n2 have the new configuration");
    expect(pages).toEqual(["good", "good"]);
  });
});

async function dropped(backup: string) {
  const bed = chosen(`orders synchronous n1 n2 n3\n${backup}\n`);
  const ctx = testCtx();
  const spec = { fault: "drop-table" as const, operator: "client", notice: 3000 };
  const { undo } = await drop.prepare(spec, bed.env, ctx);
  await drop.inject(undo, bed.env, ctx);
  return { ...bed, evidence: (await drop.verify(undo, bed.env, ctx)).evidence };
}

describe("a dropped table", () => {
  it("is gone on each standby, and is restored to where the log was before", async () => {
    const { evidence, said } = await dropped("backup dump n3 every=2");
    expect(evidence[0]).toBe("the table was dropped at n1, and at once on n2, n3");
    expect(evidence[1]).toMatch(/^restored from n3 in [\d.]+ s$/);
    expect(said).toContain("n3 restore 0/5000060");
  });

  it("stays gone where there is nothing older", async () => {
    const { evidence, said } = await dropped("backup none");
    expect(evidence[1]).toBe("nothing could be restored: there is no backup");
    expect(said.join("\n")).not.toMatch(/restore/);
  });
});
