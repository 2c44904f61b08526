import { describe, expect, it } from "vitest";
import { AgentConnection } from "../../cli/providers/agent.ts";
import { AgentPeer } from "../fixtures/agent-peer.ts";
import { testCtx } from "../fixtures/ctx.ts";

async function connected() {
  const [peer, ctx] = [new AgentPeer(), testCtx()];
  const opening = AgentConnection.open("lb1", peer.stream, "boot-1", ctx);
  peer.say("hello 1 boot-1 12345\n");
  return { peer, ctx, agent: await opening };
}

describe("the connection to a node's agent", () => {
  it("greets, and compares no clocks on the same kernel", async () => {
    const { peer, agent } = await connected();
    expect(agent.clockOffsetNs).toBe(0);
    expect(peer.heard).toBe("");
  });

  it.each([
    ["another protocol", "hello 2 boot-1 1\n", 'is not halab\'s: it said "hello 2 boot-1 1"'],
    ["another program", "bash: no such file\n", 'is not halab\'s: it said "bash: no such file"'],
    ["a terminal's orders", "\x1b[2Jhello\n", 'it said ".[2Jhello"'],
  ])("refuses %s", async (_, greeting, message) => {
    const [peer, ctx] = [new AgentPeer(), testCtx()];
    const opening = AgentConnection.open("lb1", peer.stream, "boot-1", ctx);
    peer.say(greeting);
    peer.hangUp();
    await expect(opening).rejects.toMatchObject({
      code: "NODE_REFUSED",
      message: expect.stringContaining(message),
    });
    expect(peer.closedByHalab).toBe(true);
  });

  it("takes the offset of the quickest of ten round trips to another kernel", async () => {
    const [peer, ctx] = [new AgentPeer(), testCtx()];
    const opening = AgentConnection.open("vm", peer.stream, "boot-1", ctx);
    peer.say("hello 1 boot-2 1\n");
    for (let round = 1; round <= 10; round += 1) {
      await peer.hears(new RegExp(`ping ${round}\n`));
      // The fifth is answered in 2 ms, the others in 40: there and back alike.
      const tookMs = round === 5 ? 2 : 40;
      await ctx.clock.wait(tookMs / 2);
      const theirs = ctx.clock.nowNs() - 7e9 + (round === 5 ? 0 : 3e6);
      await ctx.clock.wait(tookMs / 2);
      peer.say(`pong ${round} ${theirs}\n`);
    }
    expect((await opening).clockOffsetNs).toBe(7e9);
  });

  it("does not wait for ever when the node goes away while clocks are compared", async () => {
    const [peer, ctx] = [new AgentPeer(), testCtx()];
    const opening = AgentConnection.open("vm", peer.stream, "boot-1", ctx);
    peer.say("hello 1 boot-2 1\n");
    await peer.hears(/ping 1\n/);
    peer.hangUp();
    await expect(opening).rejects.toMatchObject({ code: "NODE_UNREACHABLE" });
  });

  it("runs a command with arguments and input, and gives its outputs and exit code", async () => {
    const { peer, ctx, agent } = await connected();
    const running = agent.run(["cat", "a b"], ctx, { input: "über" });
    await peer.hears(/eof 1\n/);
    expect(peer.heard).toBe("run 1 7\ncat\0a bin 1 5\nübereof 1\n");
    peer.say(peer.frame("out", 1, "so\n"), peer.frame("err", 1, "oh\n"), "exit 1 3\n");
    expect(await running).toEqual({ exitCode: 3, stdout: "so\n", stderr: "oh\n" });
  });

  it("puts frames together however they are cut", async () => {
    const { peer, ctx, agent } = await connected();
    const running = agent.run(["x"], ctx);
    const all = Buffer.concat([
      peer.frame("out", 1, "grüße\nout 1 99\n"),
      Buffer.from("exit 1 0\n"),
    ]);
    for (const byte of all) peer.say(Buffer.from([byte]));
    expect((await running).stdout).toBe("grüße\nout 1 99\n");
  });

  it("keeps many commands apart", async () => {
    const { peer, ctx, agent } = await connected();
    const all = Promise.all(["a", "b", "c"].map((name) => agent.run([name], ctx)));
    await peer.hears(/eof 3\n/);
    peer.say(peer.frame("out", 2, "B"), peer.frame("out", 3, "C"), "exit 3 0\n");
    peer.say(peer.frame("out", 1, "A"), peer.frame("out", 2, "B"), "exit 1 1\nexit 2 2\n");
    const results = await all;
    expect(results.map(({ stdout, exitCode }) => `${stdout} ${exitCode}`)).toEqual([
      "A 1",
      "BB 2",
      "C 0",
    ]);
  });

  it("hands on lines, not chunks, of a command that goes on", async () => {
    const { peer, agent } = await connected();
    const lines: string[] = [];
    const spawned = agent.spawn(["watch"], (line) => lines.push(line));
    const data = Buffer.from("one\ntwö\nthree");
    // In the middle of the two bytes of an ö.
    peer.say(peer.frame("out", 1, data.subarray(0, 7)), peer.frame("out", 1, data.subarray(7)));
    peer.say(peer.frame("out", 1, "!\n"), "exit 1 0\n");
    expect(await spawned.exited).toBe(0);
    expect(lines).toEqual(["one", "twö", "three!"]);
  });

  it("kills a command that is not wanted any more, and one of which nobody waits for the end", async () => {
    const { peer, ctx, agent } = await connected();
    const spawned = agent.spawn(["sleep"], () => {});
    spawned.kill(15);
    const running = agent.run(["slow"], ctx);
    await peer.hears(/eof 2\n/);
    ctx.stop.abort(new Error("enough"));
    await expect(running).rejects.toThrow("enough");
    await peer.hears(/kill 1 15\n.*kill 2 9\n/s);
    peer.say("exit 1 143\n");
    expect(await spawned.exited).toBe(143);
    spawned.kill(9);
    expect(peer.heard).not.toContain("kill 1 9");
  });

  it("says who went away, during what, and at what time", async () => {
    const { peer, ctx, agent } = await connected();
    const spawned = agent.spawn(["watch"], () => {});
    const running = agent.run(["uptime", "-p"], ctx);
    await peer.hears(/eof 2\n/);
    peer.say("out 2 100\nonly a part");
    peer.hangUp();
    await expect(running).rejects.toMatchObject({
      code: "NODE_UNREACHABLE",
      message: "lb1 went away during `uptime -p`",
    });
    expect(await spawned.exited).toBe(-1);
    expect(await agent.closed).toBe(ctx.clock.nowNs());
    await expect(agent.run(["true"], ctx)).rejects.toMatchObject({ code: "NODE_UNREACHABLE" });
    expect(await agent.spawn(["true"], () => {}).exited).toBe(-1);
  });

  it("runs nothing when it is cancelled already", async () => {
    const { peer, ctx, agent } = await connected();
    ctx.stop.abort(new Error("enough"));
    await expect(agent.run(["rm"], ctx)).rejects.toThrow("enough");
    expect(peer.heard).toBe("");
  });
});
