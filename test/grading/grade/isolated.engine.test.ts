import { expect, it } from "vitest";
import { gradeSheet } from "../../../cli/grading/sheet.ts";
import { openBed } from "../../engine/cli.ts";
import { pairWith } from "../../engine/made-labs.ts";
import { engineDescribe } from "../../engine/require.ts";
import { handIn, rightAnswer, steps } from "./web-pair.ts";

/** Two machines start that have no saved state yet. */
const deadlineMs = 400_000;

engineDescribe("qemu", "--isolate vm", () => {
  const bed = openBed();

  it("gives students' nodes kernels of their own, and the points that they earn", {
    timeout: deadlineMs,
  }, async () => {
    const lab = pairWith(bed, "isolated", steps);
    const [good = ""] = handIn(bed.dir, { good: rightAnswer("well") });
    const name = bed.name("vm");
    const args = ["--files", good, "--isolate", "vm", "--name", name, "--keep"];
    await bed.ok(["run", lab, ...args], { deadlineMs });
    const kernel = (node: string) => bed.sh(name, node, "cat /proc/sys/kernel/random/boot_id");
    const machine = await kernel("client");
    for (const node of ["web1", "web2"]) expect(await kernel(node)).not.toBe(machine);
    await bed.ok(["down", name]);
    const graded = ["grade", lab, good, "--isolate", "vm", "--out", "out", "--json"];
    const { stdout, stderr } = await bed.halab(graded, { deadlineMs });
    const [row] = gradeSheet.parse(JSON.parse(stdout)).submissions;
    expect(row, stderr).toMatchObject({ verdict: "pass", points: 20 });
  });
});
