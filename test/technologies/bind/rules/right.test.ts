import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { labsDir } from "../../../../cli/core/base/home.ts";
import type { Plan } from "../../../../cli/core/cluster/plan.ts";
import { linesOf } from "../../../fixtures/diagnosis/diagnosed.ts";
import { diagnosedBy, rulesOf } from "../../../fixtures/diagnosis/own-rules.ts";

const rules = await rulesOf("bind");
const folder = join(import.meta.dirname, "../right");
const all = readdirSync(folder).flatMap((lab) =>
  readdirSync(join(folder, lab)).map((name) => ({ lab, name, dir: join(folder, lab, name) })),
);

/** Every file as another system writes it. */
function windowsLineEnds(plan: Plan): Plan {
  const nodes = plan.nodes.map((node) => ({
    ...node,
    files: node.files.map((file) => ({ ...file, content: file.content.replaceAll("\n", "\r\n") })),
  }));
  return { ...plan, nodes };
}

describe.each(all)("$name ($lab) looks unusual", async ({ lab, dir }) => {
  const solution = { dir: join(labsDir(), lab, "solution"), render: true };
  const sources = [{ dir, render: true }, solution];

  it("and is right", async () => {
    const found = await diagnosedBy(lab, { rules, sources });
    expect(found.broken).toEqual([]);
    expect(linesOf(found)).toEqual([]);
  });

  it("and is right with Windows' line ends", async () => {
    const found = await diagnosedBy(lab, { rules, sources, plan: windowsLineEnds });
    expect(found.broken).toEqual([]);
    expect(linesOf(found)).toEqual([]);
  });
});
