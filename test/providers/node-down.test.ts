import { describe, expect, it } from "vitest";
import { exitCodeOf } from "../../cli/core/base/error.ts";
import { asTheirs } from "../../cli/core/cluster/theirs.ts";
import { nodeDown } from "../../cli/providers/node-down.ts";
import { makePlan } from "../fixtures/plan.ts";

const plan = makePlan();
const student = { path: "/etc/x", mode: 0o644, content: "", source: "x" };
const theirs = {
  ...plan,
  nodes: plan.nodes.map((node) =>
    node.name === "lb1" ? { ...node, files: [{ ...student, owner: "student" as const }] } : node,
  ),
};
const begun = ["halab: services"];

describe("a node that does not come up is the fault of", () => {
  it.each([
    ["a daemon that finds nothing to do", "keepalived: not ready within 5 s", begun, 2],
    ["a start script that sleeps", "waited 30 s for node lb1 to be ready", begun, 2],
    ["an init that ends", "its init ended", begun, 2],
    ["a console line that says so", "machine: the guest did not boot", begun, 2],
    ["one that says so after a lot", "disk: full", Array(30).fill("x"), 2],
    ["files that are refused", "haproxy: check failed: x", begun, 2],
    ["a machine that does not boot", "machine: the guest did not boot", [], 3],
    ["a setting that cannot be made here", "sysctl: net.x is '1', not '0'", [], 3],
  ])("%s", (_, why, lines, exit) => {
    const error = asTheirs(nodeDown("lb1", why, lines), theirs);
    expect(exitCodeOf(error)).toBe(exit);
    expect(error).toMatchObject({ message: `node lb1 did not come up: ${why}` });
  });

  it("the engine where nobody's files are in it", () => {
    const error = nodeDown("web1", "its init ended", ["the last word", ...begun]);
    expect(exitCodeOf(asTheirs(error, theirs))).toBe(3);
    expect(error.details).toEqual(["the last word"]);
  });
});
