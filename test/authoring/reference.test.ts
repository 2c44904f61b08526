import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { examples } from "../../cli/authoring/reference/examples.ts";
import { referencePages } from "../../cli/authoring/reference/pages.ts";
import { packageRoot, templatesDir } from "../../cli/core/base/home.ts";
import { loadLab } from "../../cli/core/lab/lab.ts";
import { helpers } from "../../cli/render/helpers.ts";
import { createRenderer } from "../../cli/render/render.ts";
import { said } from "../fixtures/said.ts";
import { TempDir } from "../fixtures/temp.ts";

const dir = join(packageRoot(), "docs/reference");
const pages = Object.entries(referencePages());
const renderer = createRenderer(templatesDir());

describe("docs/reference", () => {
  it.each(pages)("%s.md is what the code says (npm run docs)", (name, text) => {
    expect(readFileSync(join(dir, `${name}.md`), "utf8")).toBe(text);
  });

  it("has these pages and no other", () => {
    expect(readdirSync(dir).sort()).toEqual(pages.map(([name]) => `${name}.md`).sort());
  });

  it.each(pages)(
    "%s.md says of each row what it is, and links to pages that there are",
    (_, text) => {
      expect(text.split("\n").filter((line) => /\| +\|$/.test(line))).toEqual([]);
      const links = [...text.matchAll(/\]\(([^)#]+)\)/g)].map(([, to = ""]) => to);
      expect(links.filter((to) => !existsSync(join(dir, to)))).toEqual([]);
    },
  );

  it("has every key of lab.yaml that nobody told of before", () => {
    const all = pages.map(([, text]) => text).join("\n");
    for (const key of ["machine", "sysctls", "routes", "without", "nameservers", "add", "proves"])
      expect(all).toContain(`| \`${key}\` |`);
  });

  it("gives examples that are a lab together", async () => {
    const { lab, params, segments, submission, roles, files, nodes, probes, steps, predict } =
      examples;
    const text = [lab, params, segments, submission, roles, files, nodes, probes, steps, predict];
    using temp = new TempDir({ "lab.yaml": text.join("") });
    const opened = await loadLab(temp.path, { renderer, templatesDir: templatesDir() });
    expect(opened.file.steps).toHaveLength(2);
    expect(Object.keys(opened.file.roles)).toEqual(["director", "web", "client"]);
  });
});

it.each(helpers.map(({ name, example }) => [name, ...example] as const))(
  "the helper %s gives of %s what its page says",
  (_, template, gives) => {
    expect(renderer.render(template, { subnet: "10.77.0.0/24", advert: 1 }, "")).toBe(gives);
  },
);

describe("halab lab reference", () => {
  it("shows a page, and names them all", async () => {
    const { stdout, exitCode } = await said("lab", "reference", "helpers");
    expect(exitCode).toBe(0);
    expect(stdout).toContain("multiply");
    expect((await said("lab", "reference", "helper")).stderr).toContain('did you mean "helpers"?');
  });
});
