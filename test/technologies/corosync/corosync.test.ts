import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { RunView } from "../../../cli/core/journal/view.ts";
import { resolveBound } from "../../../cli/core/judge/bounds.ts";
import { kind as corosync } from "../../../cli/technologies/corosync/readers/corosync.ts";
import { inForce, viewOf } from "../../fixtures/kinds.ts";
import { seeded } from "../../fixtures/seeded.ts";

const dump = readFileSync(join(import.meta.dirname, "dumps/corosync.three"), "utf8");

it("reads what three nodes run with", () => {
  expect(corosync.parse(dump)).toEqual({
    tokenS: 1.65,
    links: [],
    consensusS: 1.98,
    holdS: 0.303,
    nodes: [
      { id: 1, name: "n1", address: "10.90.0.11" },
      { id: 2, name: "n2", address: "10.90.0.12" },
      { id: 3, name: "n3", address: "10.90.0.13" },
    ],
    members: [1, 2, 3],
    quorate: true,
    votes: 3,
    expectedVotes: 3,
    quorum: 2,
    flags: [],
  });
  expect(corosync.parse("")).toBeUndefined();
});

it("reads which of knet's links are up, its own way to itself as well", () => {
  const links = [
    "1.link0.connected (u8) = 1",
    "2.link1.connected (u8) = 0",
    "2.link1.enabled (u8) = 1",
  ];
  const text = links.map((one) => `stats.knet.node${one}\n`).join("");
  expect(corosync.parse(`${dump}${text}`)?.links).toEqual([
    { id: 1, link: 0, connected: true },
    { id: 2, link: 1, connected: false },
  ]);
});

it("waits for a quorum at the start", () => {
  const lost = dump
    .replace("# Quorate:          Yes", "# Quorate:          No")
    .replace("# Total votes:      3", "# Total votes:      1");
  const values = corosync.parse(lost);
  expect(values && corosync.joining?.(values)).toBe("a quorum (1 of 2 votes)");
});

it.each([
  [1, 1.2, 0.18, 2.02, 2.2],
  [3, 3.6, 0.5, 6.1, 6.6],
])("a token of %d s: gone after %d s more", (tokenS, consensusS, holdS, lo, hi) => {
  const check = { check: "lost", probe: "site", "at-most": 0 };
  const value = { ...corosync.parse(dump), tokenS, consensusS, holdS };
  const told = [inForce("lb1", "corosync", value), inForce("lb2", "corosync", value)];
  const run = RunView.of(seeded({ check, vrrp: [], also: told.map((one) => [1, one]) }));
  const step = run.plan?.steps[0];
  const view = step && viewOf(run, step, "expect");
  const found = view && resolveBound({ formula: "corosync-loss" }, view, "site");
  expect(found).toMatchObject({ lo: expect.closeTo(lo, 2), hi: expect.closeTo(hi, 2) });
});
