import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../../cli/core/base/home.ts";

/** What a terminal was shown of these events; the view is closed after them. */
function shown(events: readonly (readonly [task: string, state: string, text: string])[]): string {
  const url = join(packageRoot(), "cli/ui/live.ts");
  const program = `
    const { liveView } = await import(${JSON.stringify(url)});
    const view = await liveView();
    for (const [task, state, text] of ${JSON.stringify(events)}) view.onProgress({ task, state, text });
    await view.close();`;
  const line = `${process.execPath} --input-type=module -e '${program.replaceAll("'", "'\\''")}'`;
  const { stdout } = spawnSync("script", ["-qec", `stty rows 24 cols 80; ${line}`, "/dev/null"], {
    env: { ...process.env, TERM: "xterm", LANG: "C.UTF-8", CI: "" },
    encoding: "utf8",
    input: "",
  });
  return stripVTControlCharacters(stdout).replaceAll("\r", "");
}

const tick = /✔/;

describe("the live view", () => {
  it("ticks what is done", () => {
    expect(
      shown([
        ["step a", "start", "a: well"],
        ["step a", "done", "a: well"],
      ]),
    ).toMatch(/✔ a: well/);
  });

  it("has no tick for a step that did not pass", () => {
    const text = shown([
      ["step a", "start", "a: well"],
      ["step a", "wait", "a waits for vip"],
      ["step a", "fail", "a: well (fail 0/5)"],
      ["why", "told", "why: the priorities are equal"],
    ]);
    expect(text).not.toMatch(tick);
    expect(text).toContain("✖ a: well (fail 0/5)");
  });

  it("has none for what was broken off, either", () => {
    const text = shown([
      ["cluster", "start", "starting 5 nodes"],
      ["step a", "note", "lb1"],
    ]);
    expect(text).not.toMatch(tick);
    expect(text).toContain("✖ starting 5 nodes");
  });
});
