import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { makeLab } from "../../cli/authoring/make.ts";
import { requireShape } from "../../cli/authoring/shapes.ts";
import { packageRoot } from "../../cli/core/base/home.ts";
import { said } from "../fixtures/said.ts";
import { TempDir } from "../fixtures/temp.ts";

const page = readFileSync(join(packageRoot(), "docs/first/lab.md"), "utf8");

/** The blocks of a section, as they are to be typed. */
function blocks(section: number): readonly string[] {
  const text = page.split(/^## (?=\d\. )/m)[section] ?? "";
  return [...text.matchAll(/^```\w*\n([\s\S]*?)^```$/gm)].map(([, block = ""]) => block);
}

/** What is wrong at each moment is what the page says; in the end nothing is. */
it("docs/first/lab.md leads from `lab new` to a lab without mistakes", async () => {
  using dir = new TempDir();
  const lab = join(dir.path, "one-balancer");
  makeLab(lab, { shape: requireShape("balancer"), servers: 2 });
  const lint = async () => (await said("lab", "lint", lab)).stderr.replaceAll(`${dir.path}/`, "");

  const [step = "", mistakes = "", guide = "", hints = ""] = blocks(2);
  appendFileSync(join(lab, "lab.yaml"), step);
  expect((await lint()).replace(/^hint:.*\n/m, "")).toBe(mistakes);
  appendFileSync(join(lab, "guide.md"), guide);
  appendFileSync(join(lab, "hints.yaml"), hints);
  expect(await lint()).toBe("");

  const conf = "balancer/etc/haproxy/haproxy.cfg.hbs";
  const solution = readFileSync(join(lab, "solution", conf), "utf8");
  const [answer = ""] = blocks(3);
  const edited = solution.replace(/^ {2}default-server[\s\S]*?# END TODO\n/m, () => answer);
  expect(edited).not.toBe(solution);
  dir.write(`one-balancer/solution/${conf}`, edited);
  expect(await lint()).toContain("is not what the TODO marks of the solution make");
  expect((await said("lab", "starter", lab)).exitCode).toBe(0);
  expect(readFileSync(join(lab, "starter", conf), "utf8")).toMatch(/TODO 2.*\n.*\n.*TODO 3/);

  const wrong = edited
    .split("\n")
    .filter((line) => !/retries|redispatch/.test(line))
    .join("\n")
    .replace(/^( *# TODO 3.*)$/m, "$1\n  retries 0");
  dir.write(`one-balancer/mutants/no-retries/${conf}`, wrong);
  dir.write("one-balancer/mutants/no-retries/mutant.yaml", blocks(4)[1] ?? "");
  expect(await said("lab", "lint", lab)).toMatchObject({ exitCode: 0, stderr: "" });
});
