import { describe, expect, it } from "vitest";
import { HalabError } from "../../../cli/core/base/error.ts";
import { mostBytes, watchNodes } from "../../../cli/core/run/engine-watch.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { makePlan } from "../../fixtures/plan.ts";

const student = { path: "/x", mode: 0o644, content: "", source: "", owner: "student" as const };

/** lb1 and lb2 are the student's, lb2 a VM; `sizes`: what lb1's disk holds, look by look. */
async function watched(
  sizes: readonly (number | Error)[],
  { changed = [] as string[] | HalabError } = {},
) {
  const ctx = testCtx();
  const plan = makePlan();
  const nodes = plan.nodes.map((node) => ({
    ...node,
    files: node.name.startsWith("lb") ? [student] : [],
  }));
  const told: string[] = [];
  const looked: string[] = [];
  const done = Promise.withResolvers<void>();
  const status = {
    nodes: nodes.map(({ name }) => ({ name, machine: name === "lb2" ? "vm" : "container" })),
  };
  let power = "running";
  const cluster = {
    state: async () => power,
    storage: async (node: string) => {
      const size = sizes[looked.length] ?? 0;
      looked.push(node);
      if (looked.length === sizes.length) done.resolve();
      if (size instanceof Error) throw size;
      return { ownBytes: size, imageBytes: 0 };
    },
    tampered: async () => {
      if (changed instanceof HalabError) throw changed;
      return looked.length + 1 < sizes.length ? [] : changed;
    },
    powerOff: async (node: string) => {
      power = "off";
      told.push(`off ${node}`);
    },
  };
  const refused = (node: string, why: string) => told.push(`${node}: ${why}`);
  const note = (text: string) => told.push(text);
  const failed = (error: unknown) => told.push(String(error));
  const watch = { plan: { ...plan, nodes }, cluster, status, refused, note, failed };
  await using _ = watchNodes(watch as never, ctx);
  const wanted = Array.isArray(changed) && changed.length > 0 ? Promise.resolve() : done.promise;
  await wanted;
  const tells = changed instanceof HalabError || changed.length > 0;
  await expect.poll(() => !tells || told.length > 0).toBe(true);
  return { told, looked, ctx };
}

describe("what the engine sees of students' containers", () => {
  it("switches a student's container off that has written too much, and says so; a VM's disk has its size", async () => {
    const { told, looked } = await watched([1000, mostBytes, mostBytes * 3]);
    expect(looked).toEqual(["lb1", "lb1", "lb1"]);
    await expect
      .poll(() => told)
      .toEqual(["off lb1", "lb1: it wrote 3072 MiB to its disk, more than 1024 MiB: switched off"]);
  });

  it("hands on what is no answer of an engine: the run must not go on unseen", async () => {
    const { told, looked } = await watched([5, new TypeError("no size")]);
    expect(looked).toEqual(["lb1", "lb1"]);
    await expect.poll(() => told).toEqual(["TypeError: no size"]);
  });

  it("goes on when the engine cannot tell once", async () => {
    const { looked } = await watched([new HalabError("ENGINE_FAILED", "no"), 5]);
    expect(looked).toEqual(["lb1", "lb1"]);
  });

  it("says which of halab's programs was changed, and leaves the node on", async () => {
    const { told } = await watched([5, 5], { changed: ["/usr/bin/halab-svc"] });
    expect(told.slice(0, 1)).toEqual([
      "lb1: /usr/bin/halab-svc was changed in it, which is halab's own",
    ]);
  });

  const failing = new HalabError("ENGINE_FAILED", "no");

  it("sees a full disk though it does not see what was changed, and says once what it does not see", async () => {
    // What was changed is asked at first, and every fourth time.
    const sizes = [1000, 1000, 1000, 1000, 1000, mostBytes * 3];
    const { told } = await watched(sizes, { changed: failing });
    await expect
      .poll(() => told)
      .toEqual([
        "the engine does not tell of lb1: whether halab's programs were changed (no)",
        "off lb1",
        "lb1: it wrote 3072 MiB to its disk, more than 1024 MiB: switched off",
      ]);
  });

  it("sees what was changed though it does not see the disk", async () => {
    const { told } = await watched([failing, failing], { changed: ["/usr/bin/halab-svc"] });
    expect(told[0]).toContain("/usr/bin/halab-svc was changed");
  });

  it("tells of a node in which so much was changed that nobody can tell what", async () => {
    const changed = new HalabError("NODE_REFUSED", "so many files were changed in it");
    const { told } = await watched([5, 5], { changed });
    expect(told[0]).toBe("lb1: so many files were changed in it");
  });
});
