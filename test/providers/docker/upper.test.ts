import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { hasFewIn, isUntouchedIn } from "../../../cli/providers/docker/api/upper.ts";
import { TempDir } from "../../fixtures/temp.ts";

/** The upper folder of an overlay, with these files in it. */
function untouchedWith(...paths: string[]): boolean {
  using temp = new TempDir();
  for (const path of paths) {
    mkdirSync(dirname(join(temp.path, path)), { recursive: true });
    writeFileSync(join(temp.path, path), "");
  }
  return isUntouchedIn(temp.path);
}

describe("the folder of what a container changed", () => {
  it.each([
    { paths: [] },
    { paths: ["etc/keepalived/keepalived.conf", "var/lib/x"] },
    { paths: ["usr/local/bin/halab-tool"] },
    { paths: ["usr/lib/ocf/resource.d/counter"] },
  ])("$paths are not halab's", ({ paths }) => {
    expect(untouchedWith(...paths)).toBe(true);
  });

  it.each([
    { paths: ["usr/bin/halab-agent"] },
    { paths: ["usr/bin/other"] },
    { paths: ["usr/sbin/halab-svc"] },
    { paths: ["usr/lib/halab/init"] },
    // Removed, as an overlay has it: an entry that is no folder.
    { paths: ["usr/lib/halab"] },
    { paths: ["usr/lib"] },
    { paths: ["usr"] },
  ])("the engine has to tell of $paths", ({ paths }) => {
    expect(untouchedWith(...paths)).toBe(false);
  });

  it("a link in place of a folder does not hide it", () => {
    using temp = new TempDir();
    symlinkSync(temp.path, join(temp.path, "usr"));
    expect(isUntouchedIn(temp.path)).toBe(false);
  });

  it.each(["/nowhere/at/all", "relative/nowhere"])(
    "%s is not to be seen: the engine has to tell",
    (upper) => {
      expect(isUntouchedIn(upper)).toBe(false);
    },
  );
});

describe("how many files a container changed", () => {
  /** Two folders and three files. */
  function fiveIn(dir: string): string {
    mkdirSync(join(dir, "etc/x"), { recursive: true });
    for (const name of ["etc/a", "etc/x/b", "etc/x/c"]) writeFileSync(join(dir, name), "");
    return dir;
  }

  it.each([
    [5, true],
    [4, false],
  ])("five are at most %i: %s", async (most, few) => {
    using temp = new TempDir();
    expect(await hasFewIn(fiveIn(temp.path), most)).toBe(few);
  });

  it("is not asked of where a link leads", async () => {
    using temp = new TempDir();
    using other = new TempDir();
    symlinkSync(fiveIn(other.path), join(temp.path, "link"));
    expect(await hasFewIn(temp.path, 1)).toBe(true);
  });

  it("has to be told by the engine where nothing is to be seen", async () => {
    expect(await hasFewIn("/nowhere/at/all", 5)).toBe(false);
  });
});
