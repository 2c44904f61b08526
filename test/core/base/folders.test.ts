import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeFolder } from "../../../cli/core/base/folders.ts";
import { TempState } from "../../fixtures/temp.ts";

describe("a folder with all that it lies in", () => {
  it("is made, or is there", () => {
    using state = new TempState();
    const path = join(state.state, "a/b/c");
    for (const _ of [1, 2]) makeFolder(path, 0o700);
    expect(statSync(path).isDirectory()).toBe(true);
    expect(statSync(path).mode & 0o777).toBe(0o700);
    expect(statSync(join(state.state, "a")).mode & 0o777).toBe(0o700);
  });

  it("is refused where a file is in the way", () => {
    using state = new TempState();
    mkdirSync(state.state, { recursive: true });
    const file = join(state.state, "file");
    writeFileSync(file, "");
    expect(() => makeFolder(file)).toThrow("EEXIST");
    expect(() => makeFolder(join(file, "a/b"))).toThrow("ENOTDIR");
  });

  it.runIf(process.platform === "linux")("is refused where nothing can be made, at once", () => {
    expect(() => makeFolder("/proc/halab/a/b")).toThrow("ENOENT");
  });
});
