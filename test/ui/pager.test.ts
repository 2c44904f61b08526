import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../../cli/core/base/home.ts";
import { TempDir } from "../fixtures/temp.ts";

const halab = `${process.execPath} ${join(packageRoot(), "bin/halab.js")}`;

interface Shown {
  readonly status: number | null;
  /** What the terminal showed. */
  readonly text: string;
  /** What the pager was given; undefined: it was not called. */
  readonly paged: string | undefined;
}

/** On a terminal of its own (script(1)) of 24 lines; `{copy}` is where a pager keeps what it reads. */
function onTerminal(args: string, env: Readonly<Record<string, string>>): Shown {
  using dir = new TempDir();
  const copy = join(dir.path, "copy");
  const line = `stty rows 24 cols 80; ${halab} ${args.replaceAll("{copy}", copy)}`;
  const clean = { ...process.env, TERM: "xterm", LANG: "C.UTF-8", NO_COLOR: "1" };
  const given = Object.entries(env).map(([name, value]) => [name, value.replace("{copy}", copy)]);
  const { status, stdout } = spawnSync("script", ["-qec", line, "/dev/null"], {
    env: { ...clean, ...Object.fromEntries(given) },
    encoding: "utf8",
    input: "",
  });
  return {
    status,
    text: stripVTControlCharacters(stdout).replaceAll("\r", ""),
    paged: existsSync(copy) ? readFileSync(copy, "utf8") : undefined,
  };
}

const guide = "show vrrp-failover --guide";
const begin = "Two load balancers, one address";
const end = "single point of failure";

describe("long texts on a terminal", () => {
  it.each([
    ["a guide", guide],
    ["a lab", "show vrrp-failover"],
    ["the kinds", "kinds"],
    ["a rule", "explain"],
  ])("%s goes through the pager", (_, args) => {
    const { status, text, paged } = onTerminal(args, { PAGER: "tee {copy}" });
    expect(status).toBe(0);
    expect(paged?.split("\n").length).toBeGreaterThan(24);
    expect(text.trimEnd()).toBe(paged?.trimEnd());
  });

  it.each([
    ["a short text", "version", { PAGER: "tee {copy}" }],
    ["JSON", "show vrrp-failover --json", { PAGER: "tee {copy}" }],
    ["a pipe", `${guide} | cat`, { PAGER: "tee {copy}" }],
    ["--no-pager", `${guide} --no-pager`, { PAGER: "tee {copy}" }],
    ["a terminal that can nothing", guide, { PAGER: "tee {copy}", TERM: "dumb" }],
  ])("%s is printed as it is", (_, args, env) => {
    const { status, text, paged } = onTerminal(args, env);
    expect([status, paged]).toEqual([0, undefined]);
    expect(text.length).toBeGreaterThan(10);
  });

  it.each([
    ["PAGER=cat", { PAGER: "cat" }],
    ["an empty PAGER", { PAGER: "" }],
    ["a pager that is not there", { PAGER: "no-such-pager --flag" }],
    ["the same as a shell's words", { PAGER: "no-such-pager 2>/dev/null | cat; exit 127" }],
  ])("all of it is seen with %s", (_, env) => {
    const { status, text } = onTerminal(guide, env);
    expect(status).toBe(0);
    expect(text).toContain(begin);
    expect(text).toContain(end);
    expect(text).not.toMatch(/error|not found/);
  });

  it("a pager that is killed, or has read enough, is no error", () => {
    for (const PAGER of ["head -n 1 | head -c 40; kill -9 $$", "head -n 3"]) {
      const { status, text } = onTerminal(guide, { PAGER });
      expect(status).toBe(0);
      expect(text).toContain(begin);
      expect(text).not.toContain("error");
    }
  });

  it("less is the one where none is named, and gets its options", () => {
    using dir = new TempDir();
    const less = dir.write("less", '#!/bin/sh\nprintf "less with %s\\n" "$LESS"; exec cat\n');
    spawnSync("chmod", ["755", less]);
    const line = `stty rows 24 cols 80; ${halab} ${guide}`;
    const { PAGER: _, LESS: __, ...env } = process.env;
    const { stdout } = spawnSync("script", ["-qec", line, "/dev/null"], {
      env: { ...env, TERM: "xterm", PATH: `${dir.path}:${env["PATH"]}` },
      encoding: "utf8",
      input: "",
    });
    expect(stdout).toContain("less with FRX");
  });
});
