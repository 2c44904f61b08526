import { createServer } from "node:http";
import { join } from "node:path";
import Docker from "dockerode";
import { describe, expect, it } from "vitest";
import type { Outside } from "../../../cli/core/cluster/provider.ts";
import { outsideOf, watchOutside } from "../../../cli/providers/docker/api/outside.ts";
import { OwnActions } from "../../../cli/providers/docker/api/own-actions.ts";
import { boundTo } from "../../../cli/providers/docker/api/requests.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { TempDir } from "../../fixtures/temp.ts";

const event = (Action: string, attributes: Readonly<Record<string, string>>) =>
  JSON.stringify({ Type: "container", Action, Actor: { ID: "1", Attributes: attributes } });
const lb1 = { name: "halab-x-lb1", "halab.node": "lb1" };
const helper = { name: "halab-x-halab.switch", "halab.helper": "switch" };

/** An engine that tells of these, and then of nothing more. */
async function engineTelling(events: readonly string[]) {
  const temp = new TempDir();
  const path = join(temp.path, "d.sock");
  const server = createServer((_, response) => {
    response.write(events.map((one) => `${one}\n`).join(""));
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  const docker = new Docker({ socketPath: path });
  const bind = (signal: AbortSignal) => boundTo(docker, signal);
  return {
    engine: { docker, where: path, local: true, bind },
    die: () => server.closeAllConnections(),
    [Symbol.dispose]: () => {
      server.closeAllConnections();
      server.close();
      temp[Symbol.dispose]();
    },
  };
}

describe("the engine's events", () => {
  it.each(["the run is cancelled", "the run is over", "the engine dies"])(
    "are heard until %s, which is no error",
    async (end) => {
      using told = await engineTelling([event("kill", lb1), event("die", lb1)]);
      const ctx = testCtx();
      const first = Promise.withResolvers<Outside>();
      const which = { cluster: "x", own: new OwnActions() };
      const watch = await watchOutside(told.engine, which, first.resolve, ctx);
      expect(await first.promise).toMatchObject({ node: "lb1" });
      if (end === "the engine dies") told.die();
      if (end === "the run is cancelled") ctx.stop.abort(new Error("enough"));
      await watch[Symbol.asyncDispose]();
      // An error that nobody took would come before this.
      await new Promise(setImmediate);
    },
  );
});

describe("what was done to a cluster from outside", () => {
  it.each([
    ["kill", lb1, "lb1 was killed from outside of this run (docker kill halab-x-lb1)"],
    ["pause", lb1, "lb1 was paused from outside of this run (docker pause halab-x-lb1)"],
    ["destroy", lb1, "lb1 was removed from outside of this run (docker destroy halab-x-lb1)"],
    [
      "pause",
      helper,
      expect.stringMatching(/^the helper of the switch .* was paused from outside/),
    ],
    // An init that ended is the node's own doing; helpers come and go.
    ["die", lb1, undefined],
    ["exec_create: sh", lb1, undefined],
    ["start", helper, undefined],
    ["destroy", helper, undefined],
  ])("%s of %o", (action, attributes, text) => {
    expect(outsideOf(event(action, attributes), new OwnActions())?.text).toEqual(text);
  });

  it.each([
    "",
    "no JSON",
    "null",
    '{"message":"the engine is about to end"}',
    event("kill", { ...lb1, exitCode: 1 } as never),
  ])("is nothing that a line like this says: %s", (line) => {
    expect(outsideOf(line, new OwnActions())).toBeUndefined();
  });

  it("is not what halab asks for itself, once for each time", async () => {
    const own = new OwnActions();
    const seen = (action: string) => outsideOf(event(action, lb1), own) !== undefined;
    await own.during("halab-x-lb1", "kill", async () => {
      expect(seen("kill")).toBe(false);
      expect(seen("kill")).toBe(true);
    });
    // The event may come after the answer.
    await own.during("halab-x-lb1", "pause", async () => {});
    expect([seen("unpause"), seen("pause"), seen("pause")]).toEqual([true, false, true]);
  });

  it("is what came though halab's own try failed, and nothing of that is counted twice", async () => {
    const own = new OwnActions();
    const refused = async (early: boolean) =>
      own.during("halab-x-lb1", "start", async () => {
        if (early) outsideOf(event("start", lb1), own);
        throw new Error("it did not come up");
      });
    await expect(refused(false)).rejects.toThrow();
    expect(outsideOf(event("start", lb1), own)).toBeDefined();
    await expect(refused(true)).rejects.toThrow();
    await own.during("halab-x-lb1", "start", async () => {
      expect(outsideOf(event("start", lb1), own)).toBeUndefined();
    });
  });
});
