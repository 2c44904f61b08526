import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Plan, PlannedFile } from "../../../cli/core/cluster/plan.ts";
import { linesOf } from "../../fixtures/diagnosis/diagnosed.ts";
import { diagnosedBy, rulesOf } from "../../fixtures/diagnosis/own-rules.ts";

const rules = await rulesOf("haproxy", "redis", "shop");
const right = join(import.meta.dirname, "right");

/** The files of a folder instead of those of the nodes, or beside them. */
function withFiles(folder: string, eol: string): (plan: Plan) => Plan {
  return (plan) => ({
    ...plan,
    nodes: plan.nodes.map((node) => {
      const base = join(right, folder, node.name);
      const own = existsSync(base) ? readdirSync(base, { recursive: true, encoding: "utf8" }) : [];
      const given = own
        .filter((path) => path.endsWith(".conf"))
        .map((path): PlannedFile => {
          const content = readFileSync(join(base, path), "utf8").replaceAll("\n", eol);
          return { path: `/${path}`, mode: 0o644, content, source: path, owner: "student" };
        });
      const paths = given.map(({ path }) => path);
      return {
        ...node,
        files: [...node.files.filter(({ path }) => !paths.includes(path)), ...given],
      };
    }),
  });
}

describe("what looks unusual and is right", () => {
  it.each(readdirSync(right))("%s", async (folder) => {
    for (const eol of ["\n", "\r\n"]) {
      const found = await diagnosedBy("balancer-sessions", { rules, plan: withFiles(folder, eol) });
      expect(linesOf(found).filter((line) => !line.startsWith("hint"))).toEqual([]);
    }
  });
});
