import { existsSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { pack } from "tar-stream";
import { describe, expect, it } from "vitest";
import { packFolder, unpackFolder } from "../../../cli/grading/queue/pack.ts";
import { TempDir } from "../../fixtures/temp.ts";

describe("a folder in a row of the queue", () => {
  it("comes out as it went in, and the same files are the same bytes", async () => {
    using one = new TempDir({
      "lb1/etc/a.conf": "a\n",
      "lb1/bin/run": "#!/bin/sh\n",
      "b.bin": "\0\xff",
    });
    using two = new TempDir({
      "b.bin": "\0\xff",
      "lb1/bin/run": "#!/bin/sh\n",
      "lb1/etc/a.conf": "a\n",
    });
    using out = new TempDir();
    const packed = await packFolder(one.path);
    expect((await packFolder(two.path)).equals(packed)).toBe(true);
    await unpackFolder(packed, out.path);
    for (const name of ["lb1/etc/a.conf", "lb1/bin/run", "b.bin"])
      expect(readFileSync(join(out.path, name))).toEqual(readFileSync(join(one.path, name)));
    expect(statSync(join(out.path, "b.bin")).mode & 0o777).toBe(0o600);
  });

  it("leaves out what is not wanted", async () => {
    using dir = new TempDir({ "report.json": "{}", "run/1/journal.ndjson": "..." });
    using out = new TempDir();
    const packed = await packFolder(dir.path, (name) => !name.startsWith("run/"));
    await unpackFolder(packed, out.path);
    expect(readdirSync(out.path, { recursive: true })).toEqual(["report.json"]);
  });

  it("takes files only: a link stays behind", async () => {
    using dir = new TempDir({ "a.conf": "a\n" });
    symlinkSync("/etc/passwd", join(dir.path, "passwd"));
    using out = new TempDir();
    await unpackFolder(await packFolder(dir.path), out.path);
    expect([existsSync(join(out.path, "a.conf")), existsSync(join(out.path, "passwd"))]).toEqual([
      ...[true, false],
    ]);
  });

  it.each(["../out", "/tmp/out", "a/../../out"])("refuses %s, whoever wrote it", async (name) => {
    using out = new TempDir();
    const tar = pack();
    tar.entry({ name }, "x");
    tar.finalize();
    const chunks: Uint8Array[] = [];
    for await (const chunk of tar as unknown as AsyncIterable<Uint8Array>) chunks.push(chunk);
    const packed = gzipSync(Buffer.concat(chunks));
    await expect(unpackFolder(packed, join(out.path, "in"))).rejects.toThrow("lies nowhere");
    expect(existsSync(join(out.path, "out"))).toBe(false);
  });
});
