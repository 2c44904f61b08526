import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { isUntouchedIn } from "../../../cli/providers/docker/api/upper.ts";
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
