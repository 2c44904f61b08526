import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openLab } from "../../../cli/core/lab/open.ts";
import { folderNames } from "../../../cli/grading/variants/folder-names.ts";
import { faultOf, handOut } from "../../../cli/grading/variants/hand-out.ts";
import { lookForCopies } from "../../../cli/grading/variants/look.ts";
import { openVariants, variantsFor } from "../../../cli/grading/variants/params-for.ts";
import { ensureSecret, readSecret } from "../../../cli/grading/variants/secret.ts";
import { copyLines } from "../../../cli/grading/variants/words.ts";
import { makeWorkspace } from "../../../cli/learn/workspace/make.ts";
import { openLabOf } from "../../../cli/learn/workspace/open.ts";
import { ourRenderer } from "../../../cli/render/ours.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { TempDir } from "../../fixtures/temp.ts";

const secret = "a secret of some letters";
const lab = "vrrp-failover";
const students = [
  { id: "ada", name: "Ada Example", email: "ada@example.org" },
  { id: "Öry", name: "Őry Ádám", email: "ory@example.org", lang: "hu" as const },
];

function handing(dir: TempDir, more: Partial<Parameters<typeof handOut>[0]> = {}) {
  const out = join(dir.path, "out");
  const renderer = ourRenderer();
  const what = { lab, students, secret, out, lang: "en" as const, fault: false, renderer, ...more };
  return handOut(what, testCtx());
}

describe("what is handed out", () => {
  it("is a workspace for each student, with their values in the files and in a guide in their language", async () => {
    using dir = new TempDir();
    const { students: handed } = await handing(dir);
    expect(handed.map(({ folder }) => folder)).toEqual(["ada", "Ory"]);
    for (const { folder, params, lang, workspace } of handed) {
      const root = join(dir.path, "out", folder);
      const again = await makeWorkspace({ lab, dir: root, lang, renderer: ourRenderer() });
      expect(again).toMatchObject({
        resumed: true,
        notes: [],
        workspace: { params, id: workspace },
      });
      const { plan } = await openLabOf(again.workspace, ourRenderer());
      expect(plan.params).toMatchObject({ subnet: params["subnet"], vrid: Number(params["vrid"]) });
      const net = params["subnet"]?.replace(/0\/24$/, "") ?? "";
      const guide = readFileSync(join(root, "guide.md"), "utf8");
      expect(guide).toContain(`${net}100`);
      expect(guide).not.toContain("10.77.0.");
      expect(guide).toContain(lang === "hu" ? "Két terheléselosztó" : "Two load balancers");
      const conf = readFileSync(join(root, "lb1/etc/keepalived/keepalived.conf"), "utf8");
      expect(conf).toContain(`virtual_router_id ${params["vrid"]}`);
    }
    expect(statSync(join(dir.path, "out", "variants.json")).mode & 0o077).toBe(0);
  });

  it("stays as it is when somebody comes later, or leaves", async () => {
    using dir = new TempDir();
    const before = await handing(dir);
    const file = dir.write("out/ada/lb1/etc/keepalived/keepalived.conf", "ada's own work\n");
    const made: string[] = [];
    const late = {
      students: [{ id: "grace" }, { id: "ADA" }],
      onStudent: ({ id }: { id: string }, isNew: boolean) => void (isNew && made.push(id)),
    };
    const after = await handing(dir, late);
    expect(made).toEqual(["grace"]);
    expect(after.students.map(({ id }) => id)).toEqual(["grace", "ADA", "Öry"]);
    const valuesOf = (name: string, all: typeof after) =>
      all.students.find(({ id }) => id.toLowerCase() === name)?.params;
    for (const id of ["ada", "öry"]) expect(valuesOf(id, after)).toEqual(valuesOf(id, before));
    expect(readFileSync(file, "utf8")).toBe("ada's own work\n");
  });

  it("is refused by another secret, another lab, or a folder that is somebody else's", async () => {
    using dir = new TempDir();
    await handing(dir);
    await expect(handing(dir, { secret: `${secret}!` })).rejects.toThrow("another secret");
    await expect(handing(dir, { lab: "lvs-dr" })).rejects.toThrow("is of the lab vrrp-failover");
  });

  it("has a mistake to be found, whose name stands nowhere in the folder", async () => {
    using dir = new TempDir();
    const { students: handed } = await handing(dir, { fault: true });
    for (const { folder, fault = "", id } of handed) {
      expect(fault).not.toBe("");
      const root = join(dir.path, "out", folder);
      const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((one) =>
        one.isFile(),
      );
      const texts = files.map((one) => readFileSync(join(one.parentPath, one.name), "utf8"));
      const all = [...files.map(({ name }) => name), ...texts].join("\n");
      expect(all).not.toContain(fault);
      expect(all).not.toMatch(/mutant/);
      const conf = readFileSync(join(root, "lb1/etc/keepalived/keepalived.conf"), "utf8");
      expect(conf).not.toMatch(/#|TODO/);
      const again = { lab, dir: root, lang: "en" as const, renderer: ourRenderer() };
      const { workspace, notes } = await makeWorkspace(again);
      expect(notes).toEqual([]);
      expect((await openLabOf(workspace, ourRenderer())).notes).toEqual([]);
      expect(faultOf(lab, secret, id.toUpperCase(), [fault, fault])).toBe(fault);
    }
  });
});

describe("folders' names", () => {
  it("are taken by every file system, and never the same", () => {
    const ids = [
      "../../etc",
      "a/b",
      "a-b",
      "A-B",
      "CON",
      "ada@example.org",
      "名前",
      "...",
      "x".repeat(300),
    ];
    const names = [...folderNames(ids).values()];
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(ids.length);
    for (const name of names) expect(name).toMatch(/^(?![-.])[A-Za-z0-9._@-]{1,70}(?<![-.])$/);
    expect(folderNames(["CON"]).get("CON")).toBe("student-CON");
  });
});

describe("who grades", () => {
  it("draws the same values again, whatever the platform called the submission", async () => {
    using dir = new TempDir();
    const { students: handed } = await handing(dir);
    const [ada, ory] = handed.map(({ params }) => params);
    const file = dir.write("secret", `${secret}\n`);
    const list = dir.write(
      "roster.csv",
      "id,name,email\nada,Ada Example,ada@example.org\nÖry,Őry Ádám,ory@example.org\n",
    );
    for (const from of [list, join(dir.path, "out", "variants.json")]) {
      const variants = await openVariants({
        lab,
        secret: file,
        students: from,
        renderer: ourRenderer(),
      });
      for (const id of ["ada", "ADA.zip", "Ada Example_4711_assignsubmission_file_", "2-9 - ada"])
        expect(variants.paramsFor({ id })).toEqual(ada);
      expect(variants.paramsFor({ id: "4711", student: { email: "ORY@example.org" } })).toEqual(
        ory,
      );
      expect(variants.paramsFor({ id: "x", student: { name: "Ádám Őry" } })).toEqual(ory);
      expect(variants.paramsFor({ id: "x", student: { number: "Öry" } })).toEqual(ory);
      expect(() => variants.paramsFor({ id: "mallory" })).toThrow("nobody in the list");
    }
    const variants = await openVariants({
      lab,
      secret: file,
      students: join(dir.path, "out", "variants.json"),
      renderer: ourRenderer(),
    });
    expect(variants.paramsFor({ id: `${lab}-${handed[1]?.workspace}.tgz` })).toEqual(ory);
  });

  it("needs a secret that nobody guesses, and makes one that is not there", () => {
    using dir = new TempDir();
    const path = join(dir.path, "new", "secret");
    const { secret: fresh, made } = ensureSecret(path);
    expect(made).toBe(true);
    expect(existsSync(path) && statSync(path).mode & 0o077).toBe(0);
    expect(ensureSecret(path)).toEqual({ secret: fresh, made: false });
    expect(() => readSecret(dir.write("short", "1234\n"))).toThrow("too short");
    expect(() => readSecret(join(dir.path, "none"))).toThrow("there is no file");
  });
});

describe("who looks for copies", () => {
  it("is told whose values stand where, and what nobody could look at", async () => {
    using dir = new TempDir();
    const { students: handed } = await handing(dir);
    const [ada, ory] = handed;
    const conf = "lb1/etc/keepalived/keepalived.conf";
    const theirs = readFileSync(join(dir.path, "out/Ory", conf), "utf8");
    dir.write(`out/ada/${conf}`, theirs);
    const { lab: opened } = await openLab(lab, { renderer: ourRenderer() });
    const variants = variantsFor(opened, secret, students);
    const folders = ["ada", "Ory", "mallory"].map((id) => ({ id, dir: join(dir.path, "out", id) }));
    const looked = await lookForCopies({ lab, variants, folders, renderer: ourRenderer() });
    expect(looked.skipped).toEqual([
      { submission: "mallory", because: "nobody in the list of students is its one" },
    ]);
    expect(looked.copied).toMatchObject([{ submission: "ada", student: ada?.id }]);
    for (const one of looked.copied[0]?.found ?? [])
      expect(one).toMatchObject({ file: conf, source: ory?.id });
    const lines = copyLines(looked, 3).join("\n");
    expect(lines).toContain(`virtual_router_id ${ory?.params["vrid"]}   (that of Öry)`);
    expect(lines).toContain("none of it is a verdict");
  });
});
