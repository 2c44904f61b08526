import { describe, expect, it } from "vitest";
import type { Ctx } from "../../../../cli/core/base/time.ts";
import { type Ended, type Job, runJobs } from "../../../../cli/core/run/load/jobs.ts";
import type { LoadMeter } from "../../../../cli/core/run/load/machine-load.ts";
import { type TestCtx, testCtx } from "../../../fixtures/ctx.ts";

const small = { weight: 1, memoryMiB: 400 };
const processors = 2;

/** A machine on which each job that runs takes some of the processors by its weight, and some memory. */
class FakeMachine implements LoadMeter {
  readonly processors = processors;
  running = 0;
  /** Of those that run. */
  weight = 0;
  /** What others take of it. */
  others = 0;
  readonly #ctx: TestCtx;
  readonly #each: number;
  readonly #mib: number;
  #idleMs = 0;
  #lastNs: number;

  constructor(ctx: TestCtx, each: number, mib = 16_000) {
    this.#ctx = ctx;
    this.#each = each;
    this.#mib = mib;
    this.#lastNs = ctx.clock.nowNs();
  }

  /** Before the number of running jobs changes, and at every look. */
  settle(): void {
    const ms = (this.#ctx.clock.nowNs() - this.#lastNs) / 1e6;
    this.#idleMs += ms * processors * Math.max(0, 1 - this.others - this.weight * this.#each);
    this.#lastNs = this.#ctx.clock.nowNs();
  }

  sample() {
    this.settle();
    return {
      ns: this.#ctx.clock.nowNs(),
      idleMs: this.#idleMs,
      waitedUs: undefined,
      availableMiB: this.#mib - this.running * 100,
    };
  }
}

interface World {
  readonly ctx: TestCtx;
  readonly machine: FakeMachine;
  /** The most that ran at once. */
  peak: number;
  /** The most that were starting at once. */
  starts: number;
}

function worldOf(each: number, mib?: number): World {
  const ctx = testCtx();
  return { ctx, machine: new FakeMachine(ctx, each, mib), peak: 0, starts: 0 };
}

/** Two seconds to start, then `seconds`. */
function job(world: World, name: string, seconds = 40, demand = small): Job<string> {
  let starting = 0;
  return {
    demand,
    run: async (up, ctx: Ctx) => {
      const { machine } = world;
      machine.settle();
      machine.running += 1;
      machine.weight += demand.weight;
      starting += 1;
      world.peak = Math.max(world.peak, machine.running);
      world.starts = Math.max(world.starts, starting);
      try {
        await ctx.clock.wait(2000, ctx.signal);
        starting -= 1;
        up();
        await ctx.clock.wait(seconds * 1000, ctx.signal);
        return name;
      } finally {
        machine.settle();
        machine.running -= 1;
        machine.weight -= demand.weight;
      }
    },
  };
}

async function played(
  world: World,
  jobs: readonly Job<string>[],
  limit: number | "auto" = "auto",
  isStarting = () => false,
): Promise<Ended<string>[]> {
  const ended: Ended<string>[] = [];
  const onEnd = (one: Ended<string>) => ended.push(one);
  const options = { jobs, limit, meter: world.machine, isStarting, onEnd };
  await runJobs(options, world.ctx);
  return ended;
}

const many = (world: World, count: number) =>
  Array.from({ length: count }, (_, at) => job(world, `${at}`));

describe("clusters at a time", () => {
  it("are as many as the load allows, whatever that is", async () => {
    for (const [each, least, most] of [
      [0.07, 9, 11],
      // Two thirds of the processors' time, in the long run: now three, now four.
      [0.2, 3, 4],
      [0.5, 1, 1],
    ] as const) {
      const world = worldOf(each);
      const ended = await played(world, many(world, 20));
      expect(ended).toHaveLength(20);
      expect(world.peak).toBeGreaterThanOrEqual(least);
      expect(world.peak).toBeLessThanOrEqual(most);
    }
  });

  it("are started one after the other, each when the load after the last start is known", async () => {
    const world = worldOf(0.01);
    const startedS: number[] = [];
    const jobs = many(world, 5).map((one) => ({
      ...one,
      run: (up: () => void, ctx: Ctx) => {
        startedS.push(ctx.clock.nowNs() / 1e9);
        return one.run(up, ctx);
      },
    }));
    await played(world, jobs);
    const apart = startedS.slice(1).map((s, at) => s - (startedS[at] ?? 0));
    // 2 s to start, 1 s to calm down, 1.5 s to be looked at.
    for (const seconds of apart) expect(seconds).toBeGreaterThanOrEqual(4.5);
    for (const seconds of apart) expect(seconds).toBeLessThan(6);
  });

  it("are not begun as if they stayed as calm as they are after their start", async () => {
    const world = worldOf(0.1);
    const { machine, ctx } = world;
    // A start, a calm time, and the rest, by what each takes of the machine: 0.12 all in all.
    const phases = [
      { seconds: 3, weight: 6 },
      { seconds: 15, weight: 0.2 },
      { seconds: 25, weight: 1.3 },
    ];
    const begunByThen: number[] = [];
    let begun = 0;
    const bursts = Array.from(
      { length: 12 },
      (): Job<string> => ({
        demand: small,
        run: async (up) => {
          begun += 1;
          for (const { seconds, weight } of phases) {
            machine.settle();
            machine.weight += weight;
            await ctx.clock.wait(seconds * 1000, ctx.signal);
            machine.settle();
            machine.weight -= weight;
            if (seconds === phases[0]?.seconds) up();
          }
          begunByThen.push(begun);
          return "";
        },
      }),
    );
    expect(await played(world, bursts)).toHaveLength(12);
    // In the long run one each 7 s: six or seven until the first ends.
    expect(begunByThen[0]).toBeGreaterThanOrEqual(6);
    expect(begunByThen[0]).toBeLessThanOrEqual(7);
  });

  it("go on beside the work of others, once it is known what each takes", async () => {
    const world = worldOf(0.05);
    const jobs = many(world, 20);
    const others = played(world, jobs);
    await world.ctx.clock.wait(30_000);
    const before = world.machine.running;
    world.machine.others = 0.3;
    await others;
    expect(before).toBeGreaterThan(4);
    // With twelve of them it would be full.
    expect(world.peak).toBeGreaterThanOrEqual(7);
    expect(world.peak).toBeLessThan(12);
  });

  it("fit into the memory", async () => {
    const world = worldOf(0.01, 2000);
    await played(world, many(world, 10));
    // Three quarters of 2000 MiB.
    expect(world.peak).toBe(3);
  });

  it("wait while another halab starts one, but the first does not", async () => {
    const world = worldOf(0.01);
    await played(world, many(world, 4), "auto", () => true);
    expect(world.peak).toBe(1);
  });

  it("are light ones beside a heavy one, where a second heavy one has no room", async () => {
    const world = worldOf(0.07);
    const heavy = { ...small, weight: 6 };
    const jobs = [
      ...["h1", "h2", "h3"].map((name) => job(world, name, 40, heavy)),
      ...["l1", "l2", "l3", "l4", "l5"].map((name) => job(world, name, 20)),
    ];
    const begunNs = world.ctx.clock.nowNs();
    const ended = await played(world, jobs);
    // 6 + 4 of 10; the light ones keep no heavy one waiting for longer than they last.
    expect(world.peak).toBe(5);
    expect(ended.at(-1)).toMatchObject({ value: "h3" });
    expect((world.ctx.clock.nowNs() - begunNs) / 1e9).toBeLessThan(3 * 42 + 22);
  });

  it("may be a fixed number", async () => {
    const world = worldOf(0.4);
    await played(world, many(world, 10), 4);
    expect(world.peak).toBe(4);
  });

  it("know how many others ran beside them at some time, and how long they took", async () => {
    const world = worldOf(0.01);
    const jobs = [job(world, "long", 60), job(world, "short", 1)];
    const ended = await played(world, jobs, 2);
    expect(ended).toMatchObject([
      { value: "short", beside: 1, tookMs: 3000 },
      { value: "long", beside: 1, tookMs: 62_000 },
    ]);
    const alone = await played(world, [job(world, "alone"), job(world, "later")], 1);
    expect(alone.map(({ beside }) => beside)).toEqual([0, 0]);
  });
});

describe("when one breaks off", () => {
  it("the others end too, the rest is not begun, and it throws", async () => {
    const world = worldOf(0.01);
    const broken: Job<string> = {
      demand: small,
      run: async (_, ctx) => {
        await ctx.clock.wait(1000);
        throw new Error("the engine is gone");
      },
    };
    const jobs = [job(world, "one"), broken, ...many(world, 5)];
    await expect(played(world, jobs, 2)).rejects.toThrow("the engine is gone");
    expect(world.machine.running).toBe(0);
    expect(world.peak).toBe(1);
  });

  it("Ctrl-C ends them all", async () => {
    const world = worldOf(0.01);
    const over = played(world, many(world, 5));
    await world.ctx.clock.wait(10_000);
    world.ctx.stop.abort(new Error("cancelled"));
    await expect(over).rejects.toThrow("cancelled");
    expect(world.machine.running).toBe(0);
  });
});
