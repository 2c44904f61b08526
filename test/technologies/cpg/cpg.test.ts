import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { RunView } from "../../../cli/core/journal/view.ts";
import { resolveBound } from "../../../cli/core/judge/bounds.ts";
import { kind as cpg } from "../../../cli/technologies/cpg/readers/cpg.ts";
import { inForce, viewOf } from "../../fixtures/kinds.ts";
import { seeded } from "../../fixtures/seeded.ts";

const dump = readFileSync(join(import.meta.dirname, "dumps/cpg.three"), "utf8");

it("reads what a member runs with, and what Corosync says of meeting again", () => {
  expect(cpg.parse(dump)).toEqual({
    ...{ group: "orders", rate: 40, minority: "stops", apply: "delivered", life: 1 },
    ...{ quorate: true, members: 3 },
    ...{ pingS: 0.412, pongs: 2, mergeS: 0.2, holdS: 0.303 },
  });
  expect(cpg.parse("")).toBeUndefined();
});

it("so many answers as its file asks for", () => {
  const text = `${dump}interface.0.knet_pong_count 5\n`;
  expect(cpg.parse(text)).toMatchObject({ pongs: 5 });
});

it("without Corosync's times there are none of it", () => {
  const [own = ""] = dump.split("hold");
  expect(cpg.parse(own)).toMatchObject({ members: 3, pingS: 0, pongs: 0, mergeS: 0 });
});

it("parts are one again after a link's answers, a merge and a hold", () => {
  const check = { check: "lost", probe: "site", "at-most": 0 };
  const value = cpg.parse(dump);
  const told = [inForce("lb1", "cpg", value), inForce("lb2", "cpg", { ...value, pingS: 0.2 })];
  const run = RunView.of(seeded({ check, vrrp: [], also: told.map((one) => [1, one]) }));
  const step = run.plan?.steps[0];
  const view = step && viewOf(run, step, "expect");
  const found = view && resolveBound({ formula: "cpg-reunite" }, view, "site");
  expect(found).toMatchObject({ lo: 0, hi: expect.closeTo(3 * 0.412 + 0.2 + 0.303, 2) });
});
