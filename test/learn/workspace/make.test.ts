import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { labNames } from "../../../cli/core/lab/open.ts";
import { makeWorkspace } from "../../../cli/learn/workspace/make.ts";
import { findWorkspace, openLabOf, requireWorkspace } from "../../../cli/learn/workspace/open.ts";
import { ourRenderer } from "../../../cli/render/ours.ts";
import { TempDir, TempState } from "../../fixtures/temp.ts";
import { LittleLab } from "../little.ts";

const conf = "router/etc/keepalived/keepalived.conf";

describe("a new workspace", () => {
  it("has the starter and the guide with the student's own parameters", async () => {
    using little = new LittleLab();
    const { workspace, resumed } = await little.make({
      params: { subnet: "10.44.8.0/22", vrid: "77" },
      lang: "de",
    });
    expect(resumed).toBe(false);
    expect(workspace).toMatchObject({ root: little.dir, lab: little.lab, lang: "de" });
    expect(workspace.cluster).toBe(`learn-lab-${workspace.id}`);
    // The priority is each node's own, so the file is.
    expect(little.read("router/etc/keepalived/keepalived.conf")).toContain("priority 150");
    expect(little.read("b/etc/keepalived/keepalived.conf")).toContain("priority 100");
    expect(little.read("b/etc/keepalived/keepalived.conf")).toContain("virtual_router_id 77");
    expect(little.read("b/etc/keepalived/keepalived.conf")).toContain("10.44.8.100/22");
    expect(little.read("guide.md")).toBe(`# A little lab

The address 10.44.8.100 in 10.44.8.0/22, of 10.44.8.11 and .12: \`halab shell ${workspace.cluster} a\`. Not ours: 10.1.2.3, 192.0.2.1.

## Steady
One of the two has 10.44.8.100/22, and the number 77.
`);
    expect((await openLabOf(workspace, ourRenderer())).notes).toEqual([]);
  });

  it("is found from every folder in it, and from nowhere else", async () => {
    using little = new LittleLab();
    const { workspace } = await little.make();
    expect(findWorkspace(join(little.dir, "router/etc"))).toEqual(workspace);
    expect(findWorkspace(little.path)).toBeUndefined();
    expect(() => requireWorkspace(little.path)).toThrow("is in no workspace");
  });

  it.each(labNames())(
    "of %s holds no default address where the subnets are others",
    async (lab) => {
      using state = new TempState();
      const dir = join(state.path, "work");
      const { params } = (
        await openLabOf(
          (
            await makeWorkspace({ lab, dir, lang: "en", renderer: ourRenderer() })
          ).workspace,
          ourRenderer(),
        )
      ).lab;
      const subnets = Object.entries(params).filter(([, value]) =>
        /^10\.[\d.]+\/24$/.test(String(value)),
      );
      const own = subnets.map(([name], at) => [name, `10.200.${at}.0/24`] as const);
      const other = join(state.path, "other");
      const made = await makeWorkspace({
        ...{ lab, dir: other, lang: "en", renderer: ourRenderer() },
        params: Object.fromEntries(own),
      });
      const { plan } = await openLabOf(made.workspace, ourRenderer());
      const files = plan.nodes.flatMap((node) =>
        node.files.filter(({ owner }) => owner === "student"),
      );
      expect(files.length).toBeGreaterThan(0);
      const defaults = subnets.map(([, value]) => String(value).replace(/\d+\/24$/, ""));
      for (const { content, source } of files)
        for (const begin of defaults) expect(content.includes(begin), source).toBe(false);
      const text = readFileSync(join(other, "guide.md"), "utf8");
      for (const begin of defaults) expect(text.includes(begin), begin).toBe(false);
    },
  );
});

describe("a folder that is there already", () => {
  it("is resumed, and no file of the student's is touched", async () => {
    using little = new LittleLab();
    const { workspace } = await little.make();
    little.edit(conf, (text) => `${text}# mine\n`);
    rmSync(join(little.dir, "router/etc/rc.local"));
    const again = await little.make();
    expect(again.workspace).toEqual(workspace);
    expect(again.resumed).toBe(true);
    expect(again.notes).toEqual([
      "router/etc/rc.local is not there any more: halab reset router/etc/rc.local brings the starter's back",
    ]);
    expect(little.read(conf)).toContain("# mine");
  });

  it("keeps a guide that somebody wrote into, and gets a new one in another language or after it was removed", async () => {
    using little = new LittleLab();
    await little.make();
    little.write("lab/guide.de.md", "# Ein kleines Lab\n");
    expect((await little.make({ lang: "de" })).notes).toEqual([]);
    expect(little.read("guide.md")).toBe("# Ein kleines Lab\n");
    little.edit("guide.md", (text) => `${text}Meine Notiz.\n`);
    expect((await little.make({ lang: "en" })).notes).toHaveLength(1);
    expect(little.read("guide.md")).toContain("Meine Notiz.");
    rmSync(join(little.dir, "guide.md"));
    await little.make({ lang: "en" });
    expect(little.read("guide.md")).toContain("# A little lab");
  });

  it("goes on where making it was broken off", async () => {
    using little = new LittleLab();
    await little.make();
    little.edit(conf, () => "# mine\n");
    rmSync(join(little.dir, "halab.json"));
    rmSync(join(little.dir, "router/etc/rc.local"));
    expect((await little.make()).resumed).toBe(false);
    expect(little.read(conf)).toBe("# mine\n");
    expect(little.read("router/etc/rc.local")).toContain("TODO");
  });

  it("is refused when it holds other things, naming them", async () => {
    using little = new LittleLab();
    little.write("work/thesis.txt", "");
    mkdirSync(join(little.dir, "router"));
    await expect(little.make()).rejects.toMatchObject({
      code: "CONFLICT",
      message: `${little.dir} holds other things: thesis.txt`,
    });
    expect(existsSync(join(little.dir, "halab.json"))).toBe(false);
    await expect(little.make({ dir: join(little.dir, "thesis.txt") })).rejects.toThrow(
      "is no folder",
    );
  });

  it("may be named by a link", async () => {
    using little = new LittleLab();
    mkdirSync(little.dir);
    symlinkSync(little.dir, join(little.path, "link"));
    const { workspace } = await little.make({ dir: join(little.path, "link") });
    expect(workspace.root).toBe(little.dir);
  });

  it("is refused for another lab, and for other parameters", async () => {
    using little = new LittleLab();
    await little.make({ params: { vrid: "7" } });
    await expect(little.make({ lab: "lvs-dr" })).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(little.make({ params: { vrid: "8" } })).rejects.toMatchObject({
      code: "CONFLICT",
      details: ["with vrid=7"],
    });
    expect((await little.make({ params: { vrid: "7" } })).resumed).toBe(true);
  });
});

describe("halab.json", () => {
  it("of an older form is read as it was meant", () => {
    using temp = new TempDir({ "halab.json": JSON.stringify({ id: "abc123", lab: "lvs-dr" }) });
    expect(findWorkspace(temp.path)).toMatchObject({
      id: "abc123",
      lab: "lvs-dr",
      lang: "en",
      params: {},
    });
  });

  it("of a newer halab is refused with a sentence", () => {
    using temp = new TempDir({
      "halab.json": JSON.stringify({ schema: "halab/workspace/7", id: 1 }),
    });
    expect(() => findWorkspace(temp.path)).toThrow("a newer halab made this workspace");
  });

  it.each(["", "{", "[]", JSON.stringify({ schema: "halab/workspace/1", id: "x" })])(
    "that is broken is told (%j)",
    (text) => {
      using temp = new TempDir({ "halab.json": text });
      expect(() => findWorkspace(temp.path)).toThrow("is broken");
    },
  );

  it("lies in a folder whose files are taken as they are", async () => {
    using little = new LittleLab();
    const { workspace } = await little.make();
    // What halab itself puts there is nobody's mistake.
    little.write("work/.halab/kept/1/router/etc/rc.local", "");
    writeFileSync(join(little.dir, "router/etc/keepalived/stray.txt"), "");
    const { notes, plan } = await openLabOf(workspace, ourRenderer());
    expect(notes).toEqual([]);
    expect(plan.nodes[0]?.files.map(({ path }) => path)).toContain("/etc/keepalived/stray.txt");
  });
});
