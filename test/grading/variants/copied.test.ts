import { describe, expect, it } from "vitest";
import { textOf } from "../../../cli/core/cluster/content.ts";
import type { Plan } from "../../../cli/core/cluster/plan.ts";
import { openLab } from "../../../cli/core/lab/open.ts";
import { alike, type Work } from "../../../cli/grading/variants/alike.ts";
import { copied, type TextFile, wordsBefore } from "../../../cli/grading/variants/copied.ts";
import { variantsOf } from "../../../cli/grading/variants/draw.ts";
import { ourRenderer } from "../../../cli/render/ours.ts";

const renderer = ourRenderer();
const ids = ["ada", "grace", "linus", "margaret"];

function filesOf(plan: Plan): TextFile[] {
  return plan.nodes.flatMap(({ name, files }) =>
    files
      .filter(({ owner }) => owner === "student")
      .map((file) => ({ path: `${name}${file.path}`, text: textOf(file) })),
  );
}

async function classOf(name: string) {
  const { lab, plan } = await openLab(name, { renderer });
  const { params } = lab.file;
  const all = variantsOf({ name, params }, "a secret of some letters", ids);
  const solved = new Map<string, TextFile[]>();
  for (const [id, values] of all)
    solved.set(id, filesOf((await openLab(name, { renderer, params: values })).plan));
  const { plan: second } = await openLab(name, { renderer, params: all.get("ada") ?? {} });
  return { group: { params, all, words: wordsBefore(params, plan, second) }, solved, plan };
}

describe("values of others", () => {
  it("are in nobody's own solution, and all over a copied one, with their only owner", async () => {
    for (const name of ["vrrp-failover", "bind-primary-secondary", "live-migration", "lvs-nat"]) {
      const { group, solved, plan } = await classOf(name);
      for (const id of ids) expect(copied(solved.get(id) ?? [], id, group)).toEqual([]);
      const taken = copied(solved.get("grace") ?? [], "ada", group);
      expect(new Set(taken.map(({ source }) => source))).toEqual(new Set(["grace"]));
      const fromLab = copied(filesOf(plan), "ada", group);
      expect(new Set(fromLab.map(({ source }) => source))).toEqual(new Set([null]));
    }
  });

  it("are named with their line: addresses, ids, names", async () => {
    const { group } = await classOf("vrrp-failover");
    const { subnet = "", vrid = "" } = group.all.get("grace") ?? {};
    const vip = subnet.replace(/0\/24$/, "100");
    const text = `vrrp_instance site {\n  virtual_router_id ${vrid}\n  priority ${vrid}\n  virtual_ipaddress { ${vip}/24 }\n}\n`;
    expect(copied([{ path: "lb1/etc/x.conf", text }], "ada", group)).toEqual([
      {
        file: "lb1/etc/x.conf",
        line: 2,
        text: `virtual_router_id ${vrid}`,
        value: vrid,
        parameter: "vrid",
        source: "grace",
      },
      {
        file: "lb1/etc/x.conf",
        line: 4,
        text: `virtual_ipaddress { ${vip}/24 }`,
        value: vip,
        parameter: "subnet",
        source: "grace",
      },
    ]);
  });
});

describe("submissions that are alike", () => {
  /** An answer in a hand of its own. */
  const hand = (id: string) =>
    Array.from(
      { length: 12 },
      (_, at) => `# ${id} thinks ${at} of ${id.length * at} things here\n  option ${id}${at} yes`,
    ).join("\n");

  it("are not those who did what the exercise asks for", async () => {
    const { group, solved } = await classOf("vrrp-failover");
    const works = ids.map(
      (id): Work => ({ id, values: group.all.get(id) ?? {}, files: solved.get(id) ?? [] }),
    );
    expect(alike(works, { given: works.slice(0, 1) })).toEqual([]);
  });

  it("are found though the values were replaced by the copier's own", async () => {
    const { group, solved } = await classOf("vrrp-failover");
    const work = (id: string, writer: string): Work => {
      const values = group.all.get(id) ?? {};
      const address = values["subnet"]?.replace(/0\/24$/, "21");
      const own = `${hand(writer)}\n  server web1 ${address}:80 # slow, I do not know why\n  id ${values["vrid"]}`;
      return {
        id,
        values,
        files: [...(solved.get(id) ?? []), { path: "lb1/etc/haproxy/more.cfg", text: own }],
      };
    };
    const given = [{ id: "", values: group.all.get("ada") ?? {}, files: solved.get("ada") ?? [] }];
    const works = [
      work("ada", "ada"),
      work("grace", "grace"),
      work("linus", "ada"),
      work("margaret", "m"),
    ];
    const found = alike(works, { given });
    expect(found).toMatchObject([{ a: "ada", b: "linus", share: 1 }]);
    expect(found[0]?.lines[0]).toEqual({
      file: "lb1/etc/haproxy/more.cfg",
      line: 1,
      text: "# ada thinks 0 of 0 things here",
    });
    // One who writes anew what somebody else has thought of is not named.
    const half = { ...work("linus", "linus"), id: "linus" };
    expect(alike([work("ada", "ada"), half], { given })).toEqual([]);
  });

  it("are found in a class of 300 in a moment", async () => {
    const { group, solved } = await classOf("vrrp-failover");
    const works = Array.from({ length: 300 }, (_, at): Work => {
      const files = [
        ...(solved.get("ada") ?? []),
        { path: "x", text: hand(at === 17 ? "s42" : `s${at}`) },
      ];
      return { id: `s${at}`, values: group.all.get("ada") ?? {}, files };
    });
    expect(alike(works, { given: [] })).toMatchObject([{ a: "s17", b: "s42", share: 1 }]);
  });
});
