import { describe, expect, it } from "vitest";
import type { Ctx } from "../../../cli/core/base/time.ts";
import { askNode } from "../../../cli/core/cluster/asked.ts";
import type { CommandHost } from "../../../cli/core/cluster/provider.ts";
import { makePlan } from "../../fixtures/plan.ts";

const plan = makePlan();
const [node, other] = plan.nodes;
const digest = "0123456789abcdef".repeat(4);

/** Each question takes so many milliseconds, one after the other; `says` is what the script prints. */
function answering(clock: readonly (readonly [tookMs: number, saysNs: string])[], says = "") {
  let nowMs = 1000;
  let looks = 0;
  const ran: (readonly string[])[] = [];
  const agent: CommandHost = {
    node: node?.name ?? "",
    async run(argv) {
      ran.push(argv);
      if (argv[0] !== "date") return { exitCode: 0, stdout: says, stderr: "" };
      const [tookMs, stdout] = clock[looks++] ?? [0, ""];
      nowMs += tookMs;
      return { exitCode: 0, stdout, stderr: "" };
    },
    async [Symbol.asyncDispose]() {},
  };
  const { signal } = new AbortController();
  const ctx: Ctx = {
    signal,
    clock: { nowNs: () => nowMs * 1e6, wait: async () => {} },
    progress: () => {},
  };
  return { ran, ask: () => askNode(agent, { plan, others: [other?.name ?? ""] }, ctx) };
}

describe("a node's clock", () => {
  it("is known as well as the quickest look tells", async () => {
    const { ask } = answering([
      [50, "1900000000040000000\n"],
      [2, "1900000000052000000\n"],
      [30, "1900000000080000000\n"],
    ]);
    const { ahead } = await ask();
    // 1050 ms to 1052 ms of our clock; a double has a quarter of a microsecond there.
    expect(ahead?.leastMs).toBeCloseTo(1_900_000_000_052 - 1052, 2);
    expect(ahead?.mostMs).toBeCloseTo(1_900_000_000_052 - 1050, 2);
  });

  it("is not known of a node that says no time", async () => {
    expect((await answering([[1, "date: no such thing"]]).ask()).ahead).toBeUndefined();
  });
});

describe("a node's answers", () => {
  it("are its programs, what its daemons refuse, and the ways that are open", async () => {
    const address = other?.links[0]?.address ?? "";
    const says = [
      "== programs",
      `keepalived ${digest} 1:2.2.7-1 /usr/sbin/keepalived`,
      `shop ${digest} - /usr/lib/halab/shop (deleted)`,
      "rubbish",
      "== refused keepalived",
      "Line 4: no",
      "keepalived check failed",
      "",
      "== ways",
      `${address} open`,
    ].join("\n");
    const { ask, ran } = answering([], says);
    const { programs, refused, ways } = await ask();
    expect(programs.map(({ service, version, path }) => [service, version, path])).toEqual([
      ["keepalived", "1:2.2.7-1", "/usr/sbin/keepalived"],
      ["shop", "", "/usr/lib/halab/shop"],
    ]);
    expect([...refused]).toEqual([["keepalived", "Line 4: no\nkeepalived check failed"]]);
    expect(ways).toMatchObject([{ from: node?.name, to: other?.name, address, open: true }]);
    expect(ran.at(-1)?.at(-1)).toBe(`${node?.links[0]?.address} ${address}`);
  });

  it("are nothing, and no way is open, when it says nothing", async () => {
    const { programs, refused, ways } = await answering([]).ask();
    expect([programs, refused.size]).toEqual([[], 0]);
    expect(ways.map(({ open }) => open)).toEqual([false]);
  });
});
