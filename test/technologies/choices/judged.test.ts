import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { JournalEvent } from "../../../cli/core/journal/events.ts";
import { RunView } from "../../../cli/core/journal/view.ts";
import { parseChoices } from "../../../cli/technologies/choices/choices.ts";
import { kind as rto } from "../../../cli/technologies/choices/formulas/choice-rto.ts";
import { kind as reader } from "../../../cli/technologies/choices/readers/choices.ts";
import { graded, inForce, viewOf } from "../../fixtures/kinds.ts";
import { type Seed, seeded } from "../../fixtures/seeded.ts";

const said = readFileSync(join(import.meta.dirname, "dumps/choices.n1"), "utf8");

/** As the nodes say it, with other lines. */
function built(lines: Readonly<Record<string, string>> = {}) {
  const text = Object.entries(lines).reduce(
    (whole, [service, line]) => whole.replace(new RegExp(`^${service} .*$`, "m"), line),
    said,
  );
  const value = reader.parse(text);
  if (!value) throw new Error("the reader does not read what the builder says");
  return value;
}

const hit = {
  ...{ way: "power-off", nodes: ["n1"], of: "orders", active: ["orders"], heirs: ["n3", "n5"] },
  ...{ ports: [], lagMs: 0, noticeMs: 1000, table: "t", pairs: [] },
};

function journal(
  seed: Seed,
  value: unknown = built(),
  others: readonly (readonly [string, unknown])[] = [],
) {
  const told = [["n1", value] as const, ...others];
  const also = told.map(([node, one]) => [1, inForce(node, "choices", one)] as const);
  return seeded({ ...seed, vrrp: [], also: [...also, ...(seed.also ?? [])] });
}

describe("the reader", () => {
  it("keeps the lines, and the timers apart", () => {
    expect(built()).toMatchObject({ advertS: 0.5, downAfterS: 1, senderTimeoutS: 2 });
    expect(Object.keys(parseChoices(built().text))).toHaveLength(6);
    expect(reader.rows(built())).toContainEqual({ of: "files, vrrp", values: { advertS: 0.5 } });
  });

  it("says nothing of what says nothing", () => {
    expect(reader.parse("choices does not run")).toBeUndefined();
  });
});

describe("choice-budget", () => {
  const nodes = ["n1", "n2", "n3", "n4", "n5", "n6"];
  const check = { check: "choice-budget", nodes, places: 11, each: 2 };
  it.each<[string, Readonly<Record<string, string>>, string, number]>([
    ["as many as there are", {}, "pass", 11],
    ["one more", { dns: "dns copies n1 n3 n5" }, "fail", 12],
    ["three on a node", { dns: "dns copies n1 n4" }, "fail", 11],
    ["a node that is none of them", { dns: "dns copies n1 n7" }, "fail", 11],
  ])("%s", (_, lines, verdict, measured) => {
    const [found] = graded(journal({ check }, built(lines))).steps[0]?.checks ?? [];
    expect(found, found?.evidence.join("; ")).toMatchObject({ verdict, measured });
  });

  it("nodes that were built from different lines fail, and nobody's word is none", () => {
    const other = [["n2", built({ dns: "dns copies n1" })]] as const;
    const verdict = (events: JournalEvent[]) => graded(events).steps[0]?.checks[0]?.verdict;
    expect(verdict(journal({ check }, built(), other))).toBe("fail");
    expect(verdict(seeded({ check, vrrp: [] }))).toBe("unknown");
  });
});

/** The bound of a service whose probe is of that kind, when that was hit. */
function bound(probe: string, more: object, lines: Readonly<Record<string, string>> = {}) {
  const events = journal(
    { check: { check: "lost", probe: "site", "at-most": 0 }, undo: { hit: { ...hit, ...more } } },
    built(lines),
  );
  const [first, ...rest] = events;
  if (first?.kind !== "run") throw new Error("a journal begins with its run");
  const probes = first.plan.probes.map((one) =>
    one.name === "site" ? { ...one, kind: probe } : one,
  );
  const run = RunView.of([{ ...first, plan: { ...first.plan, probes } }, ...rest]);
  const step = run.plan?.steps[0];
  const view = step && viewOf(run, step, "expect");
  return view && rto.bound(view, "site");
}

describe("choice-rto", () => {
  const both = { nodes: ["n2"], active: ["sessions", "files"] };
  it.each<[string, string, object, object]>([
    ["the primary dies", "writer", {}, { lo: 1, hi: 6 }],
    ["behind a link that lags", "writer", { way: "lag", lagMs: 700 }, { hi: 6.7 }],
    ["a standby dies, and one is left", "writer", { nodes: ["n3"], active: [] }, { hi: 0 }],
    ["nobody promotes after a kill", "writer", { way: "kill" }, { hi: 3600 }],
    ["the master's node dies", "users", both, { lo: 1, hi: 4.8 }],
    ["another node dies", "users", {}, { hi: 0 }],
    ["who has the address dies", "http", both, { lo: 1, hi: 2 }],
    ["nginx alone is killed", "http", { ...both, way: "kill" }, { lo: 0, hi: 1.5 }],
    ["a name server dies", "dns", { active: ["dns", "orders"] }, { hi: 0 }],
  ])("%s", (_, probe, more, expected) => {
    expect(bound(probe, more)).toMatchObject(expected);
  });

  it.each<[string, string, object, Readonly<Record<string, string>>]>([
    [
      "the only standby dies",
      "writer",
      { nodes: ["n3"], active: [] },
      { orders: "orders synchronous n1 n3" },
    ],
    ["one of two dies, and commits wait", "writer", {}, { orders: "orders synchronous n1 n3" }],
    ["the only server dies", "writer", {}, { orders: "orders asynchronous n1" }],
    ["nobody decides", "users", both, { sessions: "sessions store n2 n4 n6" }],
    ["one of two Sentinels is left", "users", both, { sessions: "sessions sentinel n2 n4" }],
    ["two of three go with their rack", "users", { nodes: ["n2", "n4"], active: ["sessions"] }, {}],
    ["nobody else has the files", "http", both, { files: "files vrrp n2" }],
    ["nobody else has the zone", "dns", { active: ["dns"] }, { dns: "dns copies n1" }],
  ])("%s: no end", (_, probe, more, lines) => {
    expect(bound(probe, more, lines)).toMatchObject({ hi: 3600, formula: "until it is back" });
  });

  it("asynchronous standbys are not waited for", () => {
    expect(bound("writer", {}, { orders: "orders asynchronous n1 n3" })).toMatchObject({ hi: 2 });
  });

  it("two Sentinels are a majority while both live: only the daemon was killed", () => {
    const two = { sessions: "sessions sentinel n2 n4" };
    expect(bound("users", { ...both, way: "kill" }, two)).toMatchObject({ hi: 4.8 });
  });

  it("a service that nobody chose has no end, and other probes ask for none", () => {
    expect(bound("http", both, { files: "rollback" })).toMatchObject({ hi: 3600 });
    expect(bound("address-owner", {})).toMatch(/asks none of the services/);
  });
});

describe("choice-availability", () => {
  const rates = { node: 4, daemon: 12, rack: 0.5 };
  const check = {
    check: "choice-availability",
    probe: "site",
    "at-least": 99.999,
    ...{ repair: 1_800_000, rto: 2000 },
    "per-year": rates,
  };
  const files = { ...hit, nodes: ["n2"], of: "files", active: ["files"] };
  const away = (toS: number) => (second: number) => (second > 10.2 && second < toS ? null : "n4");
  it.each<[string, Partial<Seed>, string, number]>([
    [
      "a second, four times a year",
      { answers: away(11.2), undo: { hit: files } },
      "pass",
      99.99999,
    ],
    [
      "until it was healed: a repair each time",
      { answers: away(21), undo: { hit: files } },
      "fail",
      99.97718,
    ],
    [
      "a daemon, twelve times",
      { answers: away(21), undo: { hit: { ...files, way: "kill" } } },
      "fail",
      99.93155,
    ],
    [
      "a rack, every second year",
      { answers: away(21), undo: { hit: { ...files, of: "rack" } } },
      "fail",
      99.99715,
    ],
    ["for longer than promised", { answers: away(13), undo: { hit: files } }, "fail", 99.99996],
    ["nothing was felt", { undo: { hit: files } }, "pass", 100],
  ])("%s", (_, seed, verdict, measured) => {
    const [found] = graded(journal({ check, ...seed })).steps[0]?.checks ?? [];
    expect(found, found?.evidence.join("; ")).toMatchObject({ verdict, measured });
    expect(found?.remark).toMatch(
      /^site: RTO promised 2 s, formula (2|1.5) s, measured .* a year promised 99.999 %, formula [\d.]+ %/,
    );
  });

  it("without a storm there is nothing to count", () => {
    expect(graded(journal({ check })).steps[0]?.checks[0]).toMatchObject({ verdict: "unknown" });
  });
});
