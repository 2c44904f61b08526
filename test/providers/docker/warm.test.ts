/** Saved states: which are used, which are dropped, and what is said of it. */
import type Docker from "dockerode";
import { describe, expect, it } from "vitest";
import { ownerId } from "../../../cli/core/state/process-identity.ts";
import { isAsleep } from "../../../cli/providers/docker/boot.ts";
import { label } from "../../../cli/providers/docker/labels.ts";
import type { VmFacts } from "../../../cli/providers/docker/vms/facts.ts";
import { freshHosts, type VmHost, warmOf } from "../../../cli/providers/docker/vms/vm.ts";
import { ensureWarm, replaceWarm } from "../../../cli/providers/docker/vms/warm.ts";
import { removeWarm, warmVolumes } from "../../../cli/providers/docker/vms/warm-volumes.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { makePlan } from "../../fixtures/plan.ts";

const status = (statusCode: number) =>
  Object.assign(new Error(`HTTP ${statusCode}`), { statusCode });

/** An engine whose makers of states end as they are told: 0 saved, 3 no VM wakes from it. */
class Volumes {
  readonly there = new Map<string, Record<string, string>>();
  readonly inUse = new Set<string>();
  readonly removedContainers: string[] = [];
  readonly #ends: number[];
  made = 0;

  constructor(...ends: number[]) {
    this.#ends = ends;
  }

  get engine() {
    const { there, inUse } = this;
    const docker = {
      listImages: async () => [],
      listVolumes: async () => ({
        Volumes: [...there].map(([Name, Labels]) => ({ Name, Labels })),
      }),
      createVolume: async (one: { Name: string; Labels: Record<string, string> }) =>
        void there.set(one.Name, one.Labels),
      getVolume: (name: string) => ({
        remove: async () => {
          if (inUse.has(name)) throw status(409);
          if (!there.delete(name)) throw status(404);
        },
      }),
      createContainer: async ({ name }: { name: string }) => this.#maker(name),
      getContainer: (id: string) => ({ remove: async () => void this.removedContainers.push(id) }),
    };
    return { docker, where: "here", local: true, bind: () => docker } as never;
  }

  #maker(name: string) {
    const StatusCode = this.#ends[this.made++] ?? 0;
    return {
      id: name,
      start: async () => {},
      wait: async () => ({ StatusCode }),
      logs: async () => Buffer.from("halab: failed state: no VM goes on from it\n"),
    };
  }

  get names(): string[] {
    return [...this.there.keys()].filter((name) => !/\.(ready|dropped)$/.test(name));
  }
}

const facts = { accelerator: "tcg", qemu: "7" } as VmFacts;
const shape = { imageId: "sha256:1", facts, memoryMiB: 256, nics: 1 };

describe("a saved state", () => {
  it("is finished when a VM has gone on from it, and is not tried again", async () => {
    const volumes = new Volumes(0);
    const ctx = testCtx();
    const name = await ensureWarm(volumes.engine, shape, ctx);
    expect(await warmVolumes(volumes.engine)).toMatchObject([{ name, finished: true }]);
    expect(await ensureWarm(volumes.engine, shape, ctx)).toBe(name);
    expect(volumes.made).toBe(1);
    expect(volumes.removedContainers).toHaveLength(1);
    expect(ctx.said.at(-1)?.text).toBe("state for VMs of 256 MiB saved");
  });

  it("from which no VM wakes is dropped and made again, and that is said once", async () => {
    const volumes = new Volumes(3, 0);
    const ctx = testCtx();
    const name = await ensureWarm(volumes.engine, shape, ctx);
    expect(volumes.names).toEqual([name]);
    expect(volumes.made).toBe(2);
    expect(ctx.said.map((one) => `${one.state} ${one.text}`)).toEqual([
      "start saving a state for VMs to start from",
      "done state for VMs of 256 MiB saved (at try 2: no VM woke from the one before)",
    ]);
  });

  it("is made three times at most; then the console is shown, and nothing is left", async () => {
    const volumes = new Volumes(3, 3, 3);
    await expect(ensureWarm(volumes.engine, shape, testCtx())).rejects.toMatchObject({
      code: "NODE_FAILED",
      message: expect.stringMatching(/no VM wakes from a saved state: 3 were made/),
      details: ["halab: failed state: no VM goes on from it"],
      hint: expect.stringMatching(/^HALAB_WARM=off/),
    });
    expect([...volumes.there]).toEqual([]);
    expect(volumes.removedContainers).toHaveLength(3);
  });

  it("is not made again when the machine to save did not boot", async () => {
    const volumes = new Volumes(1);
    await expect(ensureWarm(volumes.engine, shape, testCtx())).rejects.toThrow(/did not boot/);
    expect(volumes.made).toBe(1);
  });
});

describe("a saved state that turns out bad", () => {
  it("is replaced, and that is said", async () => {
    const volumes = new Volumes();
    const bad = await ensureWarm(volumes.engine, shape, testCtx());
    const ctx = testCtx();
    const good = await replaceWarm(volumes.engine, shape, bad, ctx);
    expect(good).not.toBe(bad);
    expect(volumes.names).toEqual([good]);
    expect(ctx.said.at(-1)?.text).toMatch(/saved \(no VM woke from the old one\)$/);
  });

  it("stays where a VM runs from it, but nobody starts from it, and gc removes it", async () => {
    const volumes = new Volumes();
    const bad = await ensureWarm(volumes.engine, shape, testCtx());
    volumes.inUse.add(bad);
    const good = await replaceWarm(volumes.engine, shape, bad, testCtx());
    expect(volumes.names).toEqual([bad, good]);
    expect(await ensureWarm(volumes.engine, shape, testCtx())).toBe(good);
    volumes.inUse.clear();
    expect(await removeWarm(volumes.engine, "unfinished")).toEqual([bad]);
  });

  it.each([
    ["here", ownerId(), 0],
    ["in another container", `${ownerId()}0`, 0],
    ["by a halab that was killed", ownerId().replace(/^\d+/, "4194305"), 1],
    ["by a halab that noted nothing", undefined, 1],
  ])("gc leaves one that is being made: %s", async (_, owner, gone) => {
    const volumes = new Volumes();
    volumes.there.set("halab-warm-x", {
      [label.image]: "warm",
      ...(owner === undefined ? {} : { [label.owner]: owner }),
    });
    expect(await removeWarm(volumes.engine, "unfinished")).toHaveLength(gone);
  });

  it("is replaced once for all the nodes that had it; others keep theirs", async () => {
    const volumes = new Volumes();
    const nodes = makePlan().nodes.map((node) => ({ ...node, memoryMiB: 256 }));
    const [one, two] = nodes;
    const other = makePlan().nodes[4];
    if (!one || !two || !other) throw new Error("the plan has too few nodes");
    const bad = await ensureWarm(volumes.engine, shape, testCtx());
    const key = (memory: string) => `${shape.imageId} ${memory} 1`;
    const warm = new Map([[key("256"), bad]]).set(key("192"), "another");
    const host: VmHost = { imageIds: new Map([["vm", shape.imageId]]), facts, warm };
    const fresh = freshHosts(volumes.engine, host);
    // Both VMs hold the state until their containers go, the second later than the first.
    volumes.inUse.add(bad);
    const removed: string[] = [];
    const container = (name: string) => {
      const remove = async () => {
        if (removed.push(name) === 2) volumes.inUse.clear();
      };
      return { remove } as unknown as Docker.Container;
    };
    const hosts = [await fresh(one, container(one.name), testCtx())];
    expect(volumes.names).toContain(bad);
    hosts.push(await fresh(two, container(two.name), testCtx()));
    expect(removed).toEqual(["lb1", "lb2"]);
    expect(volumes.made).toBe(2);
    const [good] = volumes.names;
    expect(volumes.names).toEqual([expect.not.stringContaining(bad)]);
    for (const given of hosts) {
      expect(warmOf(given, one)).toBe(good);
      expect(warmOf(given, other)).toBe("another");
    }
    expect(volumes.there.get(good ?? "")).toMatchObject({ [label.vmImage]: "sha256:1" });
  });

  it.each([
    ["state: the VM that goes on from it does not speak", false, true],
    ["its init ended", false, true],
    ["its init ended", true, false],
    ["nginx: did not start: it ended", true, false],
    ["link: no interface has 10.0.0.1", false, false],
    ["waited 120 s for node vm1 to be ready", false, false],
  ])("%s, awake %s: to blame is %s", (why, awake, expected) => {
    expect(isAsleep(why, awake)).toBe(expected);
  });
});
