/** Whatever a node says: no error but halab's own, no memory without a limit, no time but linear. */
import { describe, expect, it } from "vitest";
import { type FrameListener, FrameReader } from "../../cli/providers/frames.ts";
import { cutMark, LimitedLines, streamLimits } from "../../cli/providers/limited-lines.ts";
import { randomChunks } from "../fixtures/random-bytes.ts";

const hello = "hello 1 boot-1 12345\n";
const mib = 2 ** 20;

function reading(listener: Partial<FrameListener> = {}) {
  const none = { hello: () => {}, data: () => {}, exit: () => {}, pong: () => {} };
  return new FrameReader({ ...none, ...listener });
}

/** What taking all of it adds to the heap and to buffers, at its highest, in bytes. */
function mostMemory(chunks: number, take: (index: number) => void): number {
  const inUse = () => {
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const before = inUse();
  let most = 0;
  for (let index = 0; index < chunks; index += 1) {
    take(index);
    if (index % 64 === 0) most = Math.max(most, inUse() - before);
  }
  return most;
}

describe("an agent's frames", () => {
  it.each([
    ["100 GB", "out 1 107374182400\n", "it promised a frame of 107374182400 bytes"],
    ["a number that is none", "out 1 1e3\n", 'it said "out 1 1e3"'],
    ["less than nothing", "out 1 -5\n", 'it said "out 1 -5"'],
    ["a word of another protocol", "HTTP/1.1 200 OK\n", 'it said "HTTP/1.1 200 OK"'],
    ["a second greeting", hello, 'it said "hello 1 boot-1 12345"'],
    ["a header without end", "o".repeat(4096), /^it said "o{60}\.\.\."$/],
  ])("of %s end the conversation", (_, said, why) => {
    const reader = reading();
    expect(reader.take(Buffer.from(hello))).toBeUndefined();
    expect(reader.take(Buffer.from(said))).toEqual(
      typeof why === "string" ? why : expect.stringMatching(why),
    );
  });

  it("are handed on as they come, and not kept until they are whole", () => {
    const heard: number[] = [];
    const reader = reading({ data: (_id, _kind, bytes) => heard.push(bytes.length) });
    for (const part of [hello, "out 1 1000000\n", "a".repeat(10), "b".repeat(20)])
      reader.take(Buffer.from(part));
    expect(heard).toEqual([10, 20]);
  });

  it.each(Array.from({ length: 20 }, (_, seed) => [seed]))(
    "of random bytes (seed %i) are read to their end, or refused with a sentence",
    (seed) => {
      const words = [hello, "out 1 5\n", "err 2 70000\n", "exit 1 0\n", "pong 3 99\n", "\n"];
      const reader = reading();
      let wrong: string | undefined;
      for (const chunk of [Buffer.from(hello), ...randomChunks(seed, 100_000, words)])
        wrong ??= reader.take(chunk);
      expect(wrong ?? "it promised").toMatch(/^it (said|promised) /);
      // Nothing that a terminal would obey.
      expect(wrong ?? "").toMatch(/^[\x20-\x7e]*$/);
    },
  );

  it("take no memory, whatever their sizes", () => {
    const reader = reading();
    reader.take(Buffer.from(hello));
    const chunk = Buffer.concat([Buffer.from("out 1 1048576\n"), Buffer.alloc(mib)]);
    expect(mostMemory(128, () => reader.take(chunk))).toBeLessThan(32 * mib);
  });
});

describe("a node's lines", () => {
  const limits = { lineBytes: 100, linesPerS: 100, allBytes: 100_000 };
  const reading = (now = () => 0) => {
    const lines: string[] = [];
    return { lines, reader: new LimitedLines((line) => lines.push(line), limits, now) };
  };

  it("are cut, with a mark, and what follows is read as before", () => {
    const { lines, reader } = reading();
    reader.take(Buffer.from(`${"x".repeat(150)}\nü\nno end`));
    expect(lines).toEqual([`${"x".repeat(100)}${cutMark}`, "ü"]);
    reader.end();
    expect(lines.at(-1)).toBe("no end");
  });

  it("are whole characters, however they come", () => {
    const { lines, reader } = reading();
    for (const byte of Buffer.from("grüße €\n")) reader.take(Buffer.from([byte]));
    expect(lines).toEqual(["grüße €"]);
  });

  it("may come in a burst, when their reader was held up, but not for ever", () => {
    let ms = 0;
    const { lines, reader } = reading(() => ms);
    expect(reader.take(Buffer.from("a\n".repeat(1000)))).toBeUndefined();
    expect(reader.take(Buffer.from("a\n"))).toBe("more than 100 lines a second");
    ms = 10_000;
    expect(reader.take(Buffer.from("a\n"))).toBeUndefined();
    expect(lines).toHaveLength(1001);
  });

  it("have a limit in all", () => {
    const { reader } = reading();
    expect(reader.take(Buffer.alloc(100_000))).toBeUndefined();
    expect(reader.take(Buffer.alloc(1))).toBe("more than 0 MiB");
  });

  it.each(Array.from({ length: 20 }, (_, seed) => [seed]))(
    "of random bytes (seed %i) never exceed their limit",
    (seed) => {
      const { lines, reader } = reading();
      for (const chunk of randomChunks(seed, 15_000, ["\n", "halab: ready\n", "\u{1F600}"]))
        reader.take(chunk);
      const longest = Math.max(...lines.map((line) => Buffer.byteLength(line.slice(0, 100))));
      // A byte that is no UTF-8 becomes a character of three.
      expect(longest).toBeLessThanOrEqual(3 * limits.lineBytes);
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(100 + cutMark.length);
    },
  );

  it("of 128 MiB without an end take no memory", () => {
    const reader = new LimitedLines(() => {}, streamLimits);
    const chunk = Buffer.alloc(mib, "x");
    expect(mostMemory(128, () => reader.take(chunk))).toBeLessThan(32 * mib);
  });

  it("take a time that grows with their bytes, even if each comes alone", () => {
    const took = (bytes: number) => {
      const reader = new LimitedLines(() => {}, streamLimits);
      const one = Buffer.from("x");
      const before = process.threadCpuUsage();
      for (let index = 0; index < bytes; index += 1) reader.take(one);
      const { user, system } = process.threadCpuUsage(before);
      return user + system;
    };
    took(50_000);
    // Of the processor, whatever else it does. Squared it would be a hundred times as long.
    expect(took(500_000) / took(50_000)).toBeLessThan(50);
  });
});
