import { describe, expect, it } from "vitest";
import { lintOwners } from "../../../../cli/core/lab/lint/owners.ts";
import { editedLab, openDir } from "../../../fixtures/labs.ts";
import { TempDir } from "../../../fixtures/temp.ts";

async function remarksOn(...edits: readonly (readonly [from: string, to: string])[]) {
  using dir = new TempDir({ "lab.yaml": editedLab(...edits) });
  const { lab, plan } = await openDir(dir.path);
  return lintOwners(lab, plan).map((line) => line.replace(/^.*lab\.yaml:/, ""));
}

const stop = "fault: stop, node: a,";

describe("a fault at a fixed node, where an owner is watched", () => {
  it("may hit whom the author did not mean: it is said, with its place", async () => {
    // The fault of `failover` says whom it means, and `power-on` repairs what it broke.
    expect(await remarksOn()).toEqual([
      '47:33: a is broken whoever owns "vip" then: break `owner-of vip`, or say `meant: owner-of vip`',
    ]);
  });
  it.each([
    ["of the owner", [[stop, "fault: stop, node: owner-of vip,"]]],
    [
      "of whom the step says itself",
      [[`    break: { ${stop}`, `    meant: owner-of vip\n    break: { ${stop}`]],
    ],
    ["of a node that cannot own it", [['"{{vip}}" }\nsteps', '"{{vip}}", nodes: [b] }\nsteps']]],
    [
      "of all that can own it",
      [["{ fault: stop, node: a, service: keepalived }", "{ fault: cut, between: [a, b] }"]],
    ],
  ] as const)("%s is meant so", async (_, edits) => {
    expect(await remarksOn(...edits)).toEqual([]);
  });
});
