import { describe, expect, it } from "vitest";
import {
  availableMiB,
  loadBetween,
  machineMeter,
  waitedUs,
} from "../../../../cli/core/run/load/machine-load.ts";
import {
  busyLimit,
  demandOf,
  eachOf,
  type Moment,
  notYet,
} from "../../../../cli/core/run/load/room.ts";
import { testCtx } from "../../../fixtures/ctx.ts";

const small = { weight: 1, memoryMiB: 400 };

describe("room for one more", () => {
  const calm = { busy: 0.2, waiting: 0.1, availableMiB: 8000 };
  const moment: Moment = {
    running: [small, small],
    starting: false,
    load: calm,
    isDue: undefined,
    each: 0.1,
    eachSoFar: 0.2,
    freeMiB: 16_000,
  };
  const heavy = { weight: 3, memoryMiB: 800 };

  it.each([
    ["on a calm machine", small, {}, undefined],
    ["alone, however busy others are", small, { running: [], load: undefined }, undefined],
    ["during a start", small, { starting: true }, "a cluster is being started"],
    ["before the load is known", small, { load: undefined }, "the load is being measured"],
    ["beyond the memory", small, { freeMiB: 1500 }, "there is no more memory"],
    [
      "what others took",
      small,
      { load: { ...calm, availableMiB: 900 } },
      "there is no more memory",
    ],
    ["a busy machine", small, { load: { ...calm, busy: busyLimit } }, "the processors are busy"],
    ["enough for a light one", small, { load: { ...calm, busy: 0.5 } }, undefined],
    [
      "what all took so far, where that is more than the last look says",
      small,
      { eachSoFar: 0.31 },
      "those that run have hardly begun",
    ],
    ["not for a heavy one", heavy, { load: { ...calm, busy: 0.5 } }, "the processors are busy"],
    ["its turn, when it has come", small, { load: { ...calm, busy: 0.8 }, isDue: true }, undefined],
    [
      "not its turn where one takes too much of the machine",
      small,
      { load: { ...calm, busy: 0.6 }, isDue: true, each: 0.31 },
      "the processors are busy",
    ],
    ["before its turn", small, { isDue: false }, "those that run have to be paid for first"],
    [
      "its turn, when others came",
      small,
      { load: { ...calm, busy: 0.95 }, isDue: true },
      "the processors are busy",
    ],
    ["pressure", small, { load: { ...calm, waiting: 0.6 } }, "others wait for the processors"],
    ["no pressure counted", small, { load: { ...calm, waiting: undefined } }, undefined],
  ])("%s", (_, next, other, expected) => {
    expect(notYet(next, { ...moment, ...other })).toBe(expected);
  });

  it("what each takes is the whole by their weight", () => {
    expect(eachOf([small, heavy], { ...calm, busy: 0.4 })).toBe(0.1);
  });

  it("VMs and hypervisors weigh more than containers", () => {
    const node = (machine: string, image = "node") => ({ machine, image, memoryMiB: 96 });
    const weight = (...nodes: object[]) => demandOf({ nodes } as never).weight;
    expect(weight(node("any"), node("container"))).toBe(1);
    expect(weight(node("vm"), node("any"))).toBeGreaterThan(1);
    expect(weight(node("any", "hypervisor"))).toBeGreaterThan(1);
    expect(demandOf({ nodes: [node("any"), node("vm")] } as never).memoryMiB).toBe(192);
  });
});

describe("the machine's load", () => {
  const at = (ns: number, idleMs: number, waited?: number) => ({
    ns,
    idleMs,
    waitedUs: waited,
    availableMiB: 100,
  });

  it("is what was not idle, and how long something waited", () => {
    const load = loadBetween(at(0, 0, 1000), at(2e9, 1000, 501_000), 2);
    expect(load).toEqual({ busy: 0.75, waiting: 0.25, availableMiB: 100 });
    expect(loadBetween(at(0, 0), at(2e9, 4001), 2)).toMatchObject({ busy: 0, waiting: undefined });
  });

  it("is read from the kernel's words", () => {
    const pressure = "some avg10=50.36 avg60=51.17 avg300=28.33 total=152539665\nfull total=7\n";
    expect(waitedUs(pressure)).toBe(152_539_665);
    expect(waitedUs("")).toBeUndefined();
    expect(availableMiB("MemTotal: 9 kB\nMemAvailable:   2048 kB\n")).toBe(2);
    expect(availableMiB("")).toBeUndefined();
  });

  it("goes on on this machine", async () => {
    const meter = machineMeter(testCtx().clock);
    expect(meter.processors).toBeGreaterThan(0);
    expect(meter.sample().availableMiB).toBeGreaterThan(0);
  });
});
