/** Agents that were stopped, replaced, or that flood: the conversation ends, with a sentence. */
import { describe, expect, it } from "vitest";
import { AgentConnection } from "../../cli/providers/agent.ts";
import { AgentPeer } from "../fixtures/agent-peer.ts";
import { testCtx } from "../fixtures/ctx.ts";

const soon = { answerMs: 60, commandMs: 60_000 };

async function connected(waits = soon) {
  const [peer, ctx] = [new AgentPeer(), testCtx()];
  const opening = AgentConnection.open("lb1", peer.stream, "boot-1", ctx, waits);
  peer.say("hello 1 boot-1 12345\n");
  return { peer, ctx, agent: await opening };
}

const refused = (message: string) => ({
  code: "NODE_REFUSED",
  message: expect.stringContaining(message),
});

describe("an agent that does not do its part", () => {
  it("never greets", async () => {
    const peer = new AgentPeer();
    const opening = AgentConnection.open("lb1", peer.stream, "boot-1", testCtx(), soon);
    await expect(opening).rejects.toMatchObject(
      refused("the agent of lb1 has not greeted within 0.06 s"),
    );
    expect(peer.closedByHalab).toBe(true);
  });

  it("is left at its greeting by who is cancelled, and no error of that goes astray", async () => {
    const [peer, ctx] = [new AgentPeer(), testCtx()];
    const astray: unknown[] = [];
    const note = (error: unknown) => astray.push(error);
    process.on("unhandledRejection", note);
    try {
      ctx.stop.abort(new Error("enough"));
      const opening = AgentConnection.open("lb1", peer.stream, "boot-1", ctx, soon);
      await expect(opening).rejects.toThrow("enough");
      expect(peer.closedByHalab).toBe(true);
      await new Promise((resolve) => setTimeout(resolve, 10));
      expect(astray).toEqual([]);
    } finally {
      process.off("unhandledRejection", note);
    }
  });

  it("greets, and does not say its time", async () => {
    const peer = new AgentPeer();
    const opening = AgentConnection.open("vm", peer.stream, "boot-1", testCtx(), soon);
    peer.say("hello 1 boot-2 12345\n");
    await expect(opening).rejects.toMatchObject(refused("has not said its time"));
  });

  it("stops answering during a command", async () => {
    const { peer, ctx, agent } = await connected();
    const running = agent.run(["uptime"], ctx);
    await expect(running).rejects.toMatchObject(refused("has not answered for 0.06 s"));
    expect(peer.heard).toMatch(/ping \d+\nping \d+\nping \d+\n$/);
    await agent.closed;
    expect(agent.failure?.code).toBe("NODE_REFUSED");
    await expect(agent.run(["uptime"], ctx)).rejects.toMatchObject({ code: "NODE_REFUSED" });
  });

  it("answers, and a command of its never ends", async () => {
    const { peer, ctx, agent } = await connected({ answerMs: 60, commandMs: 150 });
    const answering = setInterval(() => peer.say("pong 99 1\n"), 10);
    try {
      const running = agent.run(["halab-svc", "stop", "x"], ctx);
      await expect(running).rejects.toMatchObject(
        refused("has not ended `halab-svc stop x` within 0.15 s"),
      );
    } finally {
      clearInterval(answering);
    }
  });

  it("is waited for as long as it answers, and asked nothing when nobody waits", async () => {
    const { peer, ctx, agent } = await connected();
    const running = agent.run(["slow"], ctx);
    for (let round = 2; round <= 6; round += 1) {
      await peer.hears(new RegExp(`ping ${round}\n`));
      peer.say(`pong ${round} 1\n`);
    }
    peer.say("exit 1 0\n");
    expect((await running).exitCode).toBe(0);
    const asked = peer.heard.length;
    await new Promise((resolve) => setTimeout(resolve, 2 * soon.answerMs));
    expect(peer.heard).toHaveLength(asked);
  });

  it("promises a frame of 100 GB", async () => {
    const { peer, ctx, agent } = await connected();
    const running = agent.run(["cat"], ctx);
    peer.say("out 1 107374182400\n");
    await expect(running).rejects.toMatchObject(
      refused("is not halab's: it promised a frame of 107374182400 bytes"),
    );
  });

  it("prints more than 8 MiB: said, and not half an answer given", async () => {
    const { peer, ctx, agent } = await connected();
    const running = agent.run(["cat", "/dev/zero"], ctx);
    const frame = peer.frame("out", 1, Buffer.alloc(65_536));
    for (let sent = 0; sent <= 128; sent += 1) peer.say(frame);
    await expect(running).rejects.toMatchObject(
      refused("the agent of lb1 said more than 8 MiB to `cat /dev/zero`"),
    );
  });

  it("goes on with what nobody wants to hear", async () => {
    const { peer, agent } = await connected();
    const frame = peer.frame("out", 77, Buffer.alloc(65_536));
    for (let sent = 0; sent <= 256; sent += 1) peer.say(frame);
    await agent.closed;
    expect(agent.failure).toMatchObject(refused("says what nobody has asked for"));
  });

  it("has a watch of a million lines: it is ended, and its listener told", async () => {
    const { peer, agent } = await connected();
    const [lines, cuts]: string[][] = [[], []];
    const watch = agent.spawn(["halab-watch"], (line) => lines?.push(line), {
      linesPerS: 10,
      onCut: (why) => cuts?.push(why),
    });
    peer.say(peer.frame("out", 1, "state 1 0\n".repeat(5000)));
    expect(await watch.exited).toBe(137);
    expect(lines).toHaveLength(100);
    expect(cuts).toEqual(["halab-watch on lb1 said more than 10 lines a second: it was ended"]);
    await peer.hears(/kill 1 9\n/);
  });

  it("is nobody's failure when it is halab that leaves", async () => {
    const { agent } = await connected();
    await agent[Symbol.asyncDispose]();
    expect(agent.failure).toBeUndefined();
  });
});
