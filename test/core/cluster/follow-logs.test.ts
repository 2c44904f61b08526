import { describe, expect, it } from "vitest";
import { followLogs, newLines } from "../../../cli/core/cluster/follow-logs.ts";
import type { Cluster, NodeAgent, PowerState } from "../../../cli/core/cluster/provider.ts";
import { testCtx } from "../../fixtures/ctx.ts";

describe("what a console says since it was looked at", () => {
  it.each([
    ["nothing", ["a", "b"], ["a", "b"], []],
    ["a line more", ["a", "b"], ["a", "b", "c"], ["c"]],
    ["a line more of a window that is full", ["a", "b"], ["b", "c"], ["c"]],
    ["the same line again", ["a", "a"], ["a", "a", "a"], ["a"]],
    ["all of it, where nothing is known any more", ["a", "b"], ["x", "y"], ["x", "y"]],
    ["all of it, after nothing", [], ["x"], ["x"]],
    ["nothing, of a log that was begun anew", ["a"], [], []],
  ])("%s", (_, before, now, expected) => {
    expect(newLines(before, now)).toEqual(expected);
  });
});

/** A node whose console says another line at each look; its services say one each time they are followed. */
function talking(states: readonly PowerState[]) {
  let looks = 0;
  let asked = 0;
  let opened = 0;
  const agent = (): Pick<NodeAgent, "spawn" | "closed"> => ({
    closed: new Promise(() => {}),
    spawn: (argv, onLine) => {
      onLine(`service ${opened}, the last ${argv.at(-1)}`);
      const exited = Promise.resolve(-1);
      return { exited, kill: () => {}, [Symbol.asyncDispose]: async () => {} };
    },
  });
  const cluster: Pick<Cluster, "logs" | "state" | "openAgent"> = {
    logs: async () => {
      looks += 1;
      return Array.from({ length: looks }, (_, at) => `console ${at}`).join("\n");
    },
    state: async () => states[asked++] ?? "off",
    openAgent: async () => {
      opened += 1;
      return { ...agent(), [Symbol.asyncDispose]: async () => {} } as unknown as NodeAgent;
    },
  };
  return cluster;
}

describe("logs -f", () => {
  it("tells what is said, by whom, and goes on when a node is back", async () => {
    const ctx = testCtx();
    const lines: string[] = [];
    const onLine = (node: string, line: string) => {
      lines.push(`${node}: ${line}`);
      if (lines.filter((one) => one.includes("service")).length === 2) ctx.stop.abort();
    };
    const cluster = talking(["running", "off", "off", "running"]);
    await followLogs(cluster, ["lb1"], { lines: 5, onLine }, ctx);
    expect(lines.filter((line) => line.includes("service"))).toEqual([
      "lb1: service 1, the last 5",
      "lb1: service 2, the last 0",
    ]);
    expect(lines.filter((line) => line.includes("console")).slice(0, 3)).toEqual([
      "lb1: console 0",
      "lb1: console 1",
      "lb1: console 2",
    ]);
  });

  it("ends with the error of a cluster that is gone", async () => {
    const cluster = { ...talking([]), state: () => Promise.reject(new Error("no such cluster")) };
    const followed = followLogs(cluster, ["lb1"], { lines: 1, onLine: () => {} }, testCtx());
    await expect(followed).rejects.toThrow("no such cluster");
  });
});
