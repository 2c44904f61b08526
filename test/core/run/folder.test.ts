import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Plan } from "../../../cli/core/cluster/plan.ts";
import { RunFolder } from "../../../cli/core/run/folder.ts";
import { labDir, openDir } from "../../fixtures/labs.ts";
import { TempState } from "../../fixtures/temp.ts";

const modeOf = (path: string) => statSync(path).mode & 0o777;

describe("the folder of a run", () => {
  it("keeps what the nodes were given, often a right answer, for its owner alone", async () => {
    using _state = new TempState();
    const { plan } = await openDir(labDir("vrrp"));
    using folder = new RunFolder("vrrp");
    folder.keepFiles(plan);
    folder.keep("in-force/lb1.txt", "what a daemon says of its configuration");
    const kept = readdirSync(folder.dir, { recursive: true, withFileTypes: true });
    expect(kept.map((one) => one.name)).toEqual(expect.arrayContaining(["files", "in-force"]));
    const modes = kept.map((one) => [one.isFile(), modeOf(join(one.parentPath, one.name))]);
    expect(modes).toContainEqual([true, 0o600]);
    for (const mode of modes) expect(mode).toEqual(mode[0] ? [true, 0o600] : [false, 0o700]);
    // The plan in it has every file's content.
    expect(modeOf(join(folder.dir, "journal.ndjson"))).toBe(0o600);
  });

  it("is never left, whatever a node or a file is called", async () => {
    using state = new TempState();
    const { plan } = await openDir(labDir("small"));
    using folder = new RunFolder("small");
    const [node] = plan.nodes;
    const [file] = node?.files ?? [];
    const with_ = (name: string, path: string) =>
      ({ ...plan, nodes: [{ ...node, name, files: [{ ...file, path }] }] }) as Plan;
    for (const [name, path] of [
      ["a", "/../../../../x"],
      ["../..", "/../x"],
      ["..", "/.."],
    ] as const)
      expect(() => folder.keepFiles(with_(name, path)), path).toThrow("would be written outside");
    expect(() => folder.keep("../x", "x")).toThrow("would be written outside");
    expect(readdirSync(state.runs)).toHaveLength(1);
    expect(readdirSync(folder.dir)).toEqual(["journal.ndjson"]);
  });
});
