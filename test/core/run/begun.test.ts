import { expect, it } from "vitest";
import type { NodeAgent } from "../../../cli/core/cluster/provider.ts";
import { begunLastNs, youngestS } from "../../../cli/core/run/waiting/begun.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { kinds } from "../../fixtures/kinds.ts";
import { makePlan } from "../../fixtures/plan.ts";

/** A line of proc(5): 22 fields, the last of them when it started. */
function stat(ticks: number, name = "keepalived"): string {
  const before = Array.from({ length: 18 }, () => "0").join(" ");
  return `77 (${name}) S ${before} ${ticks} 0 0`;
}

it("the youngest process counts, whatever its name", () => {
  expect(youngestS(`100.50\n${stat(9000)}\n${stat(9950, "a ) b")}\n`)).toBe(1);
  expect(youngestS(`100.50\n${stat(20_000)}\n`)).toBe(0);
});

it("what is no time, or nothing at all, says nothing", () => {
  for (const said of ["", "100.5\n", "much\n77 (x) S 1\n", `soon\n${stat(5)}`])
    expect(youngestS(said)).toBeUndefined();
});

it("only daemons that elect, or listen for others, are asked", async () => {
  const asked: string[] = [];
  const ctx = testCtx();
  const run = async (argv: readonly string[]) => {
    asked.push(argv.slice(4).join(" "));
    return { exitCode: 0, stderr: "", stdout: `100\n${stat(9700)}\n` };
  };
  const agents = { get: async () => ({ run }) as unknown as NodeAgent };
  const begun = await begunLastNs({ nodes: makePlan().nodes, readers: kinds.readers, agents }, ctx);
  expect(begun).toBe(ctx.clock.nowNs() - 3e9);
  expect(asked.length).toBeGreaterThan(0);
  expect(new Set(asked)).toEqual(new Set(["keepalived"]));
});
