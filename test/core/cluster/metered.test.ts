import { expect, it } from "vitest";
import { systemClock } from "../../../cli/core/base/time.ts";
import { Agents } from "../../../cli/core/cluster/agents.ts";
import { WaitAccount, waitLimitsOf } from "../../../cli/core/cluster/metered.ts";
import type { NodeAgent } from "../../../cli/core/cluster/provider.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { makePlan } from "../../fixtures/plan.ts";

const limits = { freeMs: 20, allMs: 100 };
const ctx = { signal: new AbortController().signal, clock: systemClock, progress: () => {} };
const refused = {
  code: "NODE_REFUSED",
  node: "b",
  message:
    "halab's commands in b and the nodes beside it took 0.1 s more than the 0.02 s that each may take, all together",
};

/** Nodes in which a command takes as many milliseconds as its first word says, or for ever. */
function slowNodes(excused = async () => false, given = limits) {
  const run: NodeAgent["run"] = ([ms = "0"], { signal }) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => resolve({ exitCode: 0, stdout: ms, stderr: "" }), Number(ms));
      signal.addEventListener("abort", () => {
        clearTimeout(timer);
        reject(signal.reason);
      });
    });
  const openAgent = async (node: string): Promise<NodeAgent> => ({
    node,
    clockOffsetNs: 0,
    closed: new Promise(() => {}),
    run,
    spawn: () => {
      throw new Error("nobody looks on");
    },
    [Symbol.asyncDispose]: async () => {},
  });
  const account = new WaitAccount(excused, given);
  return new Agents(
    { openAgent },
    () => {},
    () => account,
  );
}

const forEver = ["1000000"];

it("a command that is never done ends when there is no more time to wait", async () => {
  const agent = await slowNodes().get("b", ctx);
  await expect(agent.run(forEver, ctx)).rejects.toMatchObject(refused);
  // What needs no waiting goes on; that it is refused is for others to keep.
  expect(await agent.run(["0"], ctx)).toMatchObject({ stdout: "0" });
});

it("commands of which none is too long are, all together", async () => {
  const agent = await slowNodes().get("b", ctx);
  const many = async () => {
    for (let at = 0; at < 20; at += 1) await agent.run(["60"], ctx);
  };
  await expect(many()).rejects.toMatchObject(refused);
});

it("commands side by side keep nobody waiting twice", async () => {
  // One after the other they would take three times what there is.
  const agent = await slowNodes(async () => false, { freeMs: 20, allMs: 1000 }).get("b", ctx);
  const all = Array.from({ length: 20 }, () => agent.run(["200"], ctx));
  expect(await Promise.all(all)).toHaveLength(20);
});

it("so are commands of two nodes, one after the other", async () => {
  const nodes = slowNodes();
  const [agent, beside] = [await nodes.get("a", ctx), await nodes.get("b", ctx)];
  await agent.run(["100"], ctx);
  await expect(beside.run(["100"], ctx)).rejects.toMatchObject(refused);
});

it("what a fault of halab's keeps from answering, and what says that it is long, is not counted", async () => {
  const frozen = await slowNodes(async () => true).get("b", ctx);
  expect(await frozen.run(["200"], ctx)).toMatchObject({ stdout: "200" });
  expect(await frozen.run(["200"], ctx)).toMatchObject({ stdout: "200" });
  const agent = await slowNodes().get("b", ctx);
  expect(await agent.run(["200"], ctx, { long: true })).toMatchObject({ stdout: "200" });
  expect(await agent.run(["5"], ctx)).toMatchObject({ stdout: "5" });
});

it("who is told to stop stops, and says that", async () => {
  const test = testCtx();
  const agent = await slowNodes().get("b", test);
  const run = agent.run(forEver, test);
  test.stop.abort(new Error("Ctrl-C"));
  await expect(run).rejects.toThrow("Ctrl-C");
});

it("a student's node that is a VM may take more for the same; what is nobody's is not asked", () => {
  const plan = makePlan();
  const usual = waitLimitsOf(plan);
  const as = (machine: "vm" | "container", student: boolean) =>
    waitLimitsOf({
      nodes: plan.nodes.map((node) => ({
        ...node,
        machine,
        files: student
          ? [{ path: "/etc/a", mode: 0o644, content: "", source: "", owner: "student" as const }]
          : [],
      })),
    });
  expect(as("container", true)).toEqual(usual);
  expect(as("vm", false)).toEqual(usual);
  expect(as("vm", true).allMs).toBeGreaterThan(usual.allMs);
});
