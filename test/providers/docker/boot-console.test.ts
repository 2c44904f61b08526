import { describe, expect, it } from "vitest";
import { Console, initEnded } from "../../../cli/providers/docker/boot-console.ts";
import { nodeDown } from "../../../cli/providers/node-down.ts";
import { randomChunks } from "../../fixtures/random-bytes.ts";

function watched() {
  const said: (string | undefined)[] = [];
  return { said, console: new Console((why) => said.push(why)) };
}

describe("a node's console at its start", () => {
  it("says that it is ready, or why not, and that a VM woke", () => {
    const { said, console } = watched();
    console.take(Buffer.from("booting\r\nhalab: awake\r\nhalab: rea"));
    expect(said).toEqual([]);
    expect(console.awake).toBe(true);
    console.take(Buffer.from("dy 12\nhalab: failed link: none\n"));
    expect(said).toEqual([undefined, "link: none"]);
    console.end();
    expect(said.at(-1)).toBe(initEnded);
    expect(console.lines).toEqual(["booting", "halab: awake"]);
  });

  it("hears that a service needs longer than others, and no longer than two minutes", () => {
    const { said, console } = watched();
    expect(console.moreMs).toBe(0);
    console.take(Buffer.from("halab: samba may take 90 s to start\n"));
    expect(console.moreMs).toBe(90_000);
    console.take(
      Buffer.from("halab: samba may take 999 s to start\nhalab: x may take 9999 s to start\n"),
    );
    expect(console.moreMs).toBe(120_000);
    expect(said).toEqual([]);
  });

  it("keeps its last 30 lines, each cut", () => {
    const { console } = watched();
    for (let line = 0; line < 100; line += 1)
      console.take(Buffer.from(`${line} ${"x".repeat(100_000)}\n`));
    expect(console.lines).toHaveLength(30);
    expect(console.lines[0]).toMatch(/^70 x{1997}\.\.\. \(cut\)$/);
  });

  it.each([
    ["a line that never ends", Buffer.alloc(2 ** 20, "x"), /^console: it said more than 64 MiB/],
    ["a million lines", Buffer.from("y\n".repeat(500_000)), /more than 10000 lines a second/],
  ])(
    "is not listened to any more after %s: the node does not come up, and that is its own doing",
    (_, chunk, why) => {
      const { said, console } = watched();
      for (let round = 0; round < 100; round += 1) console.take(chunk);
      console.take(Buffer.from("\nhalab: ready\n"));
      expect(said).toEqual([expect.stringMatching(why)]);
      expect(nodeDown("lb1", String(said[0]), console.lines)).toMatchObject({
        code: "NODE_REFUSED",
        message: expect.stringMatching(/^node lb1 did not come up: console: it said more than/),
      });
    },
  );

  it.each(Array.from({ length: 20 }, (_, seed) => [seed]))(
    "of random bytes (seed %i) is read to its end",
    (seed) => {
      const { said, console } = watched();
      const words = ["halab: ready\n", "halab: failed x: y\n", "\n", "\x1b[2J"];
      for (const chunk of randomChunks(seed, 100_000, words)) console.take(chunk);
      console.end();
      expect(said.at(-1)).toBe(initEnded);
      expect(console.lines.length).toBeLessThanOrEqual(30);
    },
  );
});
