import { chmodSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { ownerId } from "../../../cli/core/state/process-identity.ts";
import { Folder, recordOf } from "../../../cli/providers/vagrant/folder.ts";
import { provider } from "../../../cli/providers/vagrant/index.ts";
import { dropOldBoxes } from "../../../cli/providers/vagrant/old-boxes.ts";
import { vagrantPlan } from "../../../cli/providers/vagrant/plan-file.ts";
import { tinyPlan } from "../../contract/provider.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { TempDir, TempState } from "../../fixtures/temp.ts";

describe("gc of Vagrant's clusters", () => {
  it.each([
    ["begun", false],
    ["half built", true],
  ])("says of one that was %s in another container that it is left alone", async (_, recorded) => {
    using state = new TempState();
    const folder = new Folder("one", state.state);
    folder.create(vagrantPlan(tinyPlan(), "one", { box: "b" }));
    const owner = `${ownerId()}0`;
    state.write("state/clusters/one/vagrant/owner", owner);
    if (recorded) folder.write({ ...recordOf(tinyPlan(), "b", "run", []), owner });
    const ctx = testCtx();
    expect(await provider.gc({ all: false }, ctx)).toEqual([]);
    expect(ctx.said.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^left alone: one\. .*halab down one$/),
    ]);
    expect(folder.isBegun()).toBe(true);
  });

  it("says nothing of one that is just being made here", async () => {
    using state = new TempState();
    new Folder("one", state.state).create(vagrantPlan(tinyPlan(), "one", { box: "b" }));
    const ctx = testCtx();
    expect(await provider.gc({ all: false }, ctx)).toEqual([]);
    expect(ctx.said).toEqual([]);
  });
});

describe("copies of an old box", () => {
  const virsh = `#!/bin/sh
case "$*" in
  *vol-list*) printf ' b_vagrant_box_image_%s.img /p\\n' 1 2; echo ' disk.img /p' ;;
  *vol-dumpxml*) echo '<volume><name>disk.img</name></volume>' ;;
  *vol-delete*_1.img) echo 'error: it is locked' >&2; exit 1 ;;
esac
`;

  it("that cannot be removed are told of, and the box is there all the same", async () => {
    using bin = new TempDir();
    chmodSync(bin.write("virsh", virsh), 0o755);
    vi.stubEnv("PATH", `${bin.path}:${process.env["PATH"]}`);
    try {
      const ctx = testCtx();
      expect(await dropOldBoxes("b", ctx)).toEqual(["b_vagrant_box_image_2.img"]);
      expect(ctx.said).toMatchObject([{ state: "note", text: expect.stringContaining("locked") }]);
    } finally {
      vi.unstubAllEnvs();
    }
  });
});
