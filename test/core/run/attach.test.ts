import { describe, expect, it } from "vitest";
import type { PlannedProbe } from "../../../cli/core/cluster/plan.ts";
import type { NodeAgent } from "../../../cli/core/cluster/provider.ts";
import type { Power } from "../../../cli/core/kinds/probe.ts";
import { attach } from "../../../cli/core/run/attach.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { kinds, plannedProbe } from "../../fixtures/kinds.ts";
import { makePlan } from "../../fixtures/plan.ts";

/** What is started in a node of a plan with this one probe. */
async function startedIn(node: string, probe: PlannedProbe): Promise<(readonly string[])[]> {
  const started: (readonly string[])[] = [];
  const agent: NodeAgent = {
    node,
    clockOffsetNs: 0,
    closed: new Promise(() => {}),
    run: async () => ({ stdout: "lan eth0\n", stderr: "", exitCode: 0 }),
    spawn: (argv) => {
      started.push(argv);
      return {
        exited: Promise.resolve(0),
        kill: () => {},
        [Symbol.asyncDispose]: async () => {},
      };
    },
    [Symbol.asyncDispose]: async () => {},
  };
  const power: Power = {
    nodes: [],
    state: async () => "running",
    off: async () => {},
    on: async () => {},
  };
  const nobody = () => {};
  const seen = { emit: nobody, tooMuch: nobody, ended: nobody, failed: nobody, power };
  await attach(agent, { ...makePlan(), probes: [probe] }, kinds.probes, seen, testCtx());
  return started;
}

describe("a probe that sends", () => {
  const text = { kind: "http", from: "client", url: "http://10.77.0.100/" };
  const spec = kinds.probes.get("http")?.schema.parse(text) ?? {};
  const planned = plannedProbe({ name: "site", kind: "http", label: "", spec });

  it("verifies who answers where the plan says so, and only there", async () => {
    expect((await startedIn("client", planned))[0]).not.toContain("--proven");
    expect((await startedIn("client", { ...planned, proven: true }))[0]).toContain("--proven");
  });
});

describe("the watch on an address", () => {
  async function watchedIn(node: string, nodes?: readonly string[]): Promise<string[]> {
    const text = { kind: "address-owner", segment: "lan", address: "10.77.0.100", nodes };
    const spec = kinds.probes.get("address-owner")?.schema.parse(text) ?? {};
    const probe = plannedProbe({ name: "vip", kind: "address-owner", label: "", spec });
    const started = await startedIn(node, probe);
    return started.map(([tool = "", kind = ""]) =>
      tool === "halab-probe" ? `${tool} ${kind}` : tool,
    );
  }

  it("is in every node of the segment", async () => {
    expect(await watchedIn("web1")).toEqual(["halab-watch"]);
    expect(await watchedIn("client")).toEqual(["halab-watch", "halab-probe arp"]);
  });

  it("is in the named nodes only, and the segment is asked all the same", async () => {
    expect(await watchedIn("lb1", ["lb1", "lb2"])).toEqual(["halab-watch"]);
    expect(await watchedIn("web1", ["lb1", "lb2"])).toEqual([]);
    expect(await watchedIn("client", ["lb1", "lb2"])).toEqual(["halab-probe arp"]);
  });
});
