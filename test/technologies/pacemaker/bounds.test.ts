import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { RunView } from "../../../cli/core/journal/view.ts";
import { resolveBound } from "../../../cli/core/judge/bounds.ts";
import { kind as corosync } from "../../../cli/technologies/corosync/readers/corosync.ts";
import {
  type PacemakerValues,
  kind as pacemaker,
} from "../../../cli/technologies/pacemaker/readers/pacemaker.ts";
import { inForce, viewOf } from "../../fixtures/kinds.ts";
import { makePlan } from "../../fixtures/plan.ts";
import { seeded } from "../../fixtures/seeded.ts";

const read = (path: string) => readFileSync(join(import.meta.dirname, path), "utf8");
const loss = corosync.parse(read("../corosync/dumps/corosync.three"));
const cluster = pacemaker.parse(read("dumps/pacemaker.three"));

/** The seeded run's probe asks for this address. */
const address = makePlan().probes.find(({ name }) => name === "site")?.address ?? "";

/** Members lb1 (which the fault hits), lb2, and what both have in force. */
function boundOf(formula: string, change: (values: PacemakerValues) => unknown, members = loss) {
  const check = { check: "lost", probe: "site", "at-most": 0 };
  const values = cluster && change(cluster);
  const told = ["lb1", "lb2"].flatMap((node) => [
    inForce(node, "corosync", members),
    inForce(node, "pacemaker", values),
  ]);
  const run = RunView.of(seeded({ check, vrrp: [], also: told.map((one) => [1, one]) }));
  const step = run.plan?.steps[0];
  const view = step && viewOf(run, step, "expect");
  return view && resolveBound({ formula }, view, "site");
}

interface Times {
  readonly start?: readonly [vip: number, web: number];
  readonly stop?: readonly [vip: number, web: number];
  readonly monitor?: readonly [vip: number, web: number];
}

/** The group of the dump with the probe's address, and other times. */
function timed({ start = [0, 0], stop = [0, 0], monitor = [2, 2] }: Times) {
  return (values: PacemakerValues): PacemakerValues => ({
    ...values,
    resources: values.resources.map((one, at) => ({
      ...one,
      ...(at === 0 ? { params: { ip: address } } : {}),
      startedInS: start[at],
      stoppedInS: stop[at],
      operations:
        monitor[at] === 0 ? [] : [{ name: "monitor", intervalS: monitor[at] ?? 0, timeoutS: 20 }],
    })),
  });
}

const near = (lo: number, hi: number) => ({ lo: expect.closeTo(lo, 2), hi: expect.closeTo(hi, 2) });

describe("pacemaker-crash", () => {
  it.each<[start: readonly [number, number], lo: number, hi: number]>([
    [[0, 0], 3.327, 3.63],
    [[0.1, 0.3], 3.327, 4.03],
    [[2, 8], 3.327, 13.63],
  ])("is the loss of a member, and starts of %j s", (start, lo, hi) => {
    expect(boundOf("pacemaker-crash", timed({ start }))).toMatchObject(near(lo, hi));
  });

  it("takes the slowest of those that stay", () => {
    const slow = loss && { ...loss, tokenS: 3, consensusS: 3.6, holdS: 0.5 };
    expect(boundOf("pacemaker-crash", timed({}), slow)).toMatchObject(near(6.1, 6.6));
  });

  it("does not count what is in no group with the address", () => {
    const apart = (values: PacemakerValues) => {
      const { resources, ...rest } = timed({ start: [0.1, 9] })(values);
      const [vip, web] = resources;
      return { ...rest, resources: [vip, { ...web, group: undefined }] };
    };
    expect(boundOf("pacemaker-crash", apart)).toMatchObject(near(3.327, 3.73));
  });

  it("is nothing where no resource has the address", () => {
    const text = JSON.stringify(boundOf("pacemaker-crash", (values) => values) ?? "");
    expect(text).toContain("no resource of Pacemaker in force has the address");
  });
});

describe("pacemaker-monitor", () => {
  it.each<[what: string, times: Times, hi: number]>([
    ["an interval", { monitor: [2, 2] }, 2],
    ["the longest interval", { monitor: [10, 2] }, 10],
    ["and stops and starts", { start: [0.1, 0.3], stop: [0.1, 1], monitor: [2, 2] }, 3.5],
  ])("is %s", (_, times, hi) => {
    expect(boundOf("pacemaker-monitor", timed(times))).toMatchObject(near(0, hi));
  });

  it("is nothing where nobody looks", () => {
    const found = boundOf("pacemaker-monitor", timed({ monitor: [2, 0] }));
    expect(JSON.stringify(found)).toContain("has no monitor: nobody would notice");
  });
});

describe("pacemaker-move", () => {
  it.each<[times: Times, hi: number]>([
    [{}, 0],
    [{ start: [0.1, 0.3], stop: [0.2, 1] }, 1.6],
  ])("is stops and starts: %j", (times, hi) => {
    expect(boundOf("pacemaker-move", timed(times))).toMatchObject(near(0, hi));
  });
});
