import { expect, it } from "vitest";
import { bootId } from "../../../cli/core/state/process-identity.ts";
import { openSwitch } from "../../../cli/providers/docker/switch.ts";
import { AgentPeer } from "../../fixtures/agent-peer.ts";
import { testCtx } from "../../fixtures/ctx.ts";

it("a switch whose segments nobody can list is no switch, and nobody is left in its helper", async () => {
  const peer = new AgentPeer();
  const waits: AbortSignal[] = [];
  const engineOf = (signal: AbortSignal) => ({
    getContainer: () => ({
      id: "1",
      inspect: async () => ({ State: { Running: true, Paused: false } }),
      exec: async () => ({ start: async () => peer.stream }),
      modem: {
        demuxStream: (raw: AgentPeer["stream"], out: AgentPeer["stream"]) =>
          raw.on("data", (data) => out.write(data)),
      },
      wait: () => {
        waits.push(signal);
        return new Promise(() => {});
      },
    }),
    listContainers: async () => [],
    listNetworks: async () => {
      throw new Error("not now");
    },
  });
  const ctx = testCtx();
  const engine = { docker: engineOf(ctx.signal), where: "", local: true, bind: engineOf };
  peer.say(`hello 1 ${bootId()} 1\n`);
  const opening = openSwitch(engine as never, { name: "c" } as never, ctx);
  await expect(opening).rejects.toMatchObject({ message: expect.stringContaining("not now") });
  expect(peer.closedByHalab).toBe(true);
  expect(waits.map(({ aborted }) => aborted)).toEqual([true]);
});
