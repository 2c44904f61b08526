import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeLab } from "../../cli/authoring/make.ts";
import {
  requireServers,
  requireShape,
  scaled,
  shapeDir,
  shapes,
} from "../../cli/authoring/shapes.ts";
import { labsDir, templatesDir } from "../../cli/core/base/home.ts";
import { staleStarter } from "../../cli/core/lab/starter.ts";
import { lintLab } from "../../cli/core/run/proof/lint.ts";
import { createRenderer } from "../../cli/render/render.ts";
import { said } from "../fixtures/said.ts";
import { TempDir } from "../fixtures/temp.ts";

const renderer = createRenderer(templatesDir());
const wanted = shapes.flatMap((shape) =>
  [shape.least, shape.least + 1, shape.most].map((servers) => [shape.kind, servers] as const),
);

describe("halab lab new", () => {
  it.each(wanted)(
    "%s with %i servers is a lab without mistakes and warnings",
    async (kind, count) => {
      using dir = new TempDir();
      const made = makeLab(join(dir.path, "mine"), { shape: requireShape(kind), servers: count });
      const { lab, warnings, cases } = await lintLab(made.dir, renderer);
      expect(warnings).toEqual([]);
      expect(cases.filter((one) => one.kind === "mutant").length).toBeGreaterThanOrEqual(2);
      const { stem } = requireShape(kind);
      const servers = Object.keys(lab.file.nodes).filter((name) => name.startsWith(stem));
      expect(servers).toHaveLength(count);
    },
  );

  it.each(shapes.map(({ kind }) => [kind]))(
    "%s with two is the lab that lies in labs/new",
    (kind) => {
      const text = readFileSync(join(labsDir(), "new", kind, "lab.yaml"), "utf8");
      expect(scaled(text, requireShape(kind), 2)).toBe(text);
      expect(staleStarter(shapeDir(requireShape(kind)))).toEqual([]);
    },
  );

  it("asks nothing without a terminal, and says what it took", async () => {
    using dir = new TempDir();
    const { exitCode, stdout } = await said("lab", "new", join(dir.path, "my-lab"));
    expect(exitCode).toBe(0);
    expect(stdout.replace(/\s+/g, " ")).toContain(
      "2 web servers; nobody said otherwise (--kind, --servers)",
    );
    expect(readFileSync(join(dir.path, "my-lab/lab.yaml"), "utf8")).toContain(
      `# yaml-language-server: $schema=${labsDir()}/lab.schema.json\n`,
    );
    expect(readdirSync(dir.path)).toEqual(["my-lab"]);
  });

  it("copies a lab, which has the same steps and cases", async () => {
    using dir = new TempDir();
    const { stdout } = await said(
      "lab",
      "new",
      join(dir.path, "mine"),
      "--from",
      "lvs-nat",
      "--json",
    );
    const copy = await lintLab(join(dir.path, "mine"), renderer);
    const origin = await lintLab("lvs-nat", renderer);
    expect(copy.lab.file.steps).toEqual(origin.lab.file.steps);
    expect(copy.cases.map(({ name }) => name)).toEqual(origin.cases.map(({ name }) => name));
    expect(JSON.parse(stdout)).toMatchObject({ lab: "mine", dir: join(dir.path, "mine") });
  });

  it.each([
    [
      ["My Lab"],
      'a lab\'s name is lower-case letters, digits and hyphens, at most 31; "My Lab" is none',
    ],
    [["full"], "is there already: it holds x"],
    [["mine", "--kind", "pear"], 'there is no kind of lab "pear" (did you mean "pair"?)'],
    [["mine", "--servers", "1"], '--servers must be a whole number from 2 to 8, not "1"'],
    [["mine", "--from", "lvs-net"], 'unknown lab "lvs-net" (did you mean "lvs-nat"'],
    [["mine", "--from", "lvs-nat", "--servers", "3"], "--from takes a lab as it is"],
  ])("%j is refused, and leaves nothing", async ([name = "", ...options], why) => {
    using dir = new TempDir({ "full/x": "" });
    const { exitCode, stderr } = await said("lab", "new", join(dir.path, name), ...options);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(why);
    expect(readdirSync(dir.path)).toEqual(["full"]);
  });

  it("has no server too many", () => {
    expect(() => requireServers(requireShape("name-servers"), "7")).toThrow("from 2 to 6");
  });
});

describe("halab lab starter", () => {
  it("says what it wrote, and what is in the way", async () => {
    using dir = new TempDir();
    const lab = join(dir.path, "mine");
    makeLab(lab, { shape: requireShape("pair"), servers: 2 });
    dir.write("mine/starter/lb1/etc/keepalived/keepalived.conf", "x\n");
    dir.write("mine/starter/director/etc/keepalived/keepalived.conf.hbs", "x\n");
    const { exitCode, stdout, stderr } = await said("lab", "starter", lab);
    expect(exitCode).toBe(0);
    expect(stdout).toBe(`written  ${lab}/starter/director/etc/keepalived/keepalived.conf.hbs\n`);
    expect(stderr).toBe("");
    expect((await said("lab", "starter", "vrrp-failover")).stderr).toContain("has a TODO mark");
  });
});
