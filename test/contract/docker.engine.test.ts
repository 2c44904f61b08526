import { afterEach, expect, it } from "vitest";
import { systemClock } from "../../cli/core/base/time.ts";
import { provider } from "../../cli/providers/docker/index.ts";
import { engineDescribe } from "../engine/require.ts";
import { ownState } from "./own-state.ts";
import { providerContract, tinyPlan } from "./provider.ts";

ownState();

const name = `contract-${process.pid}`;
const ctxOf = () => ({
  clock: systemClock,
  signal: AbortSignal.timeout(60_000),
  progress: () => {},
});

engineDescribe("docker", "the docker provider", () => {
  providerContract("docker", { provider, name, ctx: ctxOf });
});

engineDescribe("docker", "clusters with the same addresses on one host", () => {
  const both = [`${name}-a`, `${name}-b`] as const;
  afterEach(async () => {
    for (const one of both) await provider.down(one, ctxOf());
  });

  it("are kept out of its connection tracking, each until it goes", async () => {
    const ctx = ctxOf();
    const [a, b] = await Promise.all(
      both.map(
        async (one) =>
          (await provider.up(tinyPlan(), { name: one, ephemeral: false }, ctx)).cluster,
      ),
    );
    if (!a || !b) throw new Error("two clusters came up, but they are not there");
    for (const cluster of [a, b])
      await (await cluster.openSwitch(ctx)).agent[Symbol.asyncDispose]();
    await using one = await a.openAgent("one", ctx);
    await one.run(["curl", "-s", "http://10.97.0.12/"], ctx);

    const { agent } = await b.openSwitch(ctx);
    await using _ = agent;
    const tableOf = (cluster: string) =>
      agent.run(["nft", "list", "table", "inet", `halab_${cluster}.untracked`], ctx);
    const packets = async (cluster: string) =>
      Number(/counter packets (\d+) .*notrack/.exec((await tableOf(cluster)).stdout)?.[1]);
    const file = "/proc/sys/net/bridge/bridge-nf-call-iptables";
    const sees = (await agent.run(["cat", file], ctx)).stdout.trim() === "1";
    // A request and its answer are ten packets; a host that does not look at them counts none.
    expect(await packets(both[0])).toBeGreaterThanOrEqual(sees ? 8 : 0);

    await provider.down(both[0], ctx);
    expect((await tableOf(both[0])).exitCode).not.toBe(0);
    expect((await tableOf(both[1])).exitCode).toBe(0);
  });
});
