import { readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { expect, it } from "vitest";
import { randomOf } from "../../fixtures/random.ts";
import { tarOf } from "./archives.ts";
import { conf, Desk, filesOf } from "./desk.ts";

const tar = tarOf([{ name: conf, bytes: "a\n" }]);

/** What `tar -c lb1/etc/keepalived/keepalived.conf | xz -9` wrote; the file holds "a" and a line break. */
const xz = Buffer.from(
  "/Td6WFoAAATm1rRGAgAhARwAAAAQz1jM4Cf/AHNdADYYgiFqp6d/VS/Rqw1WSsngbz/OttcZI+8BUbA88MWaPKlfhHqACO02olyHNYp/tU7gM6yPzR+cVfLDIEm5uGPReMMzSuxILjfoaAkxuI69oveIGGmBSoZ8Mq1HBoBZYf6mBATGTZVFv8ugO0z5goGlwQAAAAKHEfmsL0nYAAGPAYBQAADrwzaQscRn+wIAAAAABFla",
  "base64",
);

it.each([
  ["plain", "a.tar", tar],
  ["by gzip", "a.tar.gz", gzipSync(tar)],
  ["by zstd", "a.tar.zst", zstdCompressSync(tar)],
  ["by xz", "a.tar.xz", xz],
])("opens a tar that is packed %s", async (_, name, bytes) => {
  using desk = new Desk();
  expect(filesOf(await desk.archive(name, bytes))).toEqual({ [conf]: "a\n" });
});

it.each([
  ["zstd", "a.tar.zst", zstdCompressSync(tar)],
  ["xz", "a.tar.xz", xz],
])("ends where more comes out of %s than may", async (_, name, bytes) => {
  using desk = new Desk();
  expect((await desk.archive(name, bytes, { unpacked: 600 })).refused).toMatch(
    /unpacks to more than/,
  );
});

it.each([
  ["zstd", "a.tar.zst", zstdCompressSync(tar)],
  ["xz", "a.tar.xz", xz],
])(
  "refuses every damaged %s in a sentence, and writes nothing elsewhere",
  async (_, name, whole) => {
    const next = randomOf(7);
    for (let round = 0; round < 60; round += 1) {
      using desk = new Desk();
      const bytes = Buffer.from(whole);
      for (let times = 0; times < 3; times += 1)
        bytes[6 + Math.floor(next() * (bytes.length - 6))] = Math.floor(next() * 256);
      const cut = bytes.subarray(
        0,
        round % 2 === 0 ? bytes.length : Math.ceil(next() * bytes.length),
      );
      const taken = await desk.archive(name, cut);
      if (taken.refused === undefined) expect(filesOf(taken)[conf]).toBeDefined();
      else expect(taken.refused).toMatch(/^a: it (is|holds|cannot)/);
      expect(readdirSync(join(desk.out, ".."))).not.toContain("lb1");
    }
  },
);
