import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { deniedPlace } from "../../../cli/core/base/denied.ts";
import { HalabError } from "../../../cli/core/base/error.ts";
import { stateDir } from "../../../cli/core/base/home.ts";
import { TempState } from "../../fixtures/temp.ts";

const thrownBy = (work: () => void): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
};

const denied = (code: string, syscall: string, path: string) =>
  Object.assign(new Error(`${code}: ${syscall} '${path}'`), { code, syscall, path });

describe("a place where halab may not read or write", () => {
  it.each([
    ["runs in a folder that is read-only", "EROFS", "runs", "20261121-lab", /HALAB_RUNS=DIR/],
    ["runs in another's folder", "EACCES", "runs", "", /HALAB_RUNS=DIR/],
    ["a state folder that root made", "EACCES", "state", "clusters/x/kept", /HALAB_STATE=DIR/],
    ["anything else", "EACCES", "elsewhere", "file", undefined],
  ])("%s", (_, code, base, name, hint) => {
    using temp = new TempState();
    const path = join(temp.path, base, name);
    const said = deniedPlace(denied(code, "mkdir", path));
    expect(said).toMatchObject({ code: "USAGE", message: expect.stringContaining(path) });
    if (hint) expect(said?.hint).toMatch(hint);
    else expect(said?.hint).toBeUndefined();
  });

  it("is said of what the system itself says: a home that is no folder", () => {
    using temp = new TempState();
    writeFileSync(temp.state, "");
    const error = thrownBy(() => mkdirSync(join(stateDir(), "clusters"), { recursive: true }));
    expect(deniedPlace(error)).toMatchObject({
      code: "USAGE",
      hint: expect.stringContaining("HALAB_STATE"),
    });
  });

  it("is nothing else: no bug, no full disk, nothing that was said already", () => {
    using temp = new TempState();
    const missing = thrownBy(() => readFileSync(join(temp.path, "not-there")));
    const all = [missing, denied("ENOSPC", "write", temp.runs), new HalabError("BUG", "x"), "x"];
    expect(all.map(deniedPlace)).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe("the state folder of a user without a home", () => {
  it.each([
    ["is where HALAB_STATE says", { HALAB_STATE: "/s" }, "/s"],
    ["is where XDG says", { XDG_STATE_HOME: "/x" }, "/x/halab"],
    ["is in HOME", { HOME: "/h" }, "/h/.local/state/halab"],
  ])("%s", (_, env, path) => {
    expect(stateDir(env)).toBe(path);
  });

  it("is none: a HOME that leads nowhere is not taken for the current folder", () => {
    expect(() => stateDir({ HOME: "here" })).toThrow(/no home folder/);
  });
});
