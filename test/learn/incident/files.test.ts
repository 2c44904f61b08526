import { describe, expect, it } from "vitest";
import { templatesDir } from "../../../cli/core/base/home.ts";
import { textOf } from "../../../cli/core/cluster/content.ts";
import type { Plan } from "../../../cli/core/cluster/plan.ts";
import { labNames, openLab } from "../../../cli/core/lab/open.ts";
import { brokenFiles, withoutComments } from "../../../cli/learn/incident/files.ts";
import { incidentsOf } from "../../../cli/learn/incident/pool.ts";
import { createRenderer } from "../../../cli/render/render.ts";

const renderer = createRenderer(templatesDir());

describe("a file without its comments", () => {
  it.each([
    [
      "/etc/keepalived/keepalived.conf",
      "# Right.\nvrrp {\n  a 1 # low\n  ! old\n}\n",
      "vrrp {\n  a 1\n}\n",
    ],
    ["/etc/rc.local", "#!/bin/sh\n# at boot\n\nip link\n", "#!/bin/sh\n\nip link\n"],
    ["/etc/bind/named.conf", "// n\noptions { a; # b\n  c; };\n", "options { a;\n  c; };\n"],
    ["/var/lib/bind/lab.test.zone", "; z\n@ SOA a b ( 1 ; serial\n 2 )\n", "@ SOA a b ( 1\n 2 )\n"],
    ["/etc/haproxy/haproxy.cfg", 'http "a # b" x\n', 'http "a # b" x\n'],
    ["/etc/nftables.conf", "#!/usr/sbin/nft -f\nset { a; }\n", "#!/usr/sbin/nft -f\nset { a; }\n"],
    ["/etc/shop.conf", "a=b#c\n", "a=b#c\n"],
  ])("%s", (path, text, bare) => {
    expect(withoutComments(text, path)).toBe(bare);
  });
});

/** Lines that say something. */
function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[a-z]{4,}/g) ?? [];
}

/** Lines that are comments by what they begin with; in a script `;;` ends a case. */
function commentsOf(text: string): readonly string[] {
  const [first = "", ...rest] = linesOf(text);
  const isScript = first.startsWith("#!");
  const signs = isScript ? /^#/ : /^[#;!]|^\/\//;
  return [isScript ? "" : first, ...rest].filter((line) => signs.test(line));
}

describe.each(labNames())("the incidents of %s", async (lab) => {
  const incidents = await incidentsOf(lab, renderer);
  const solution = (await openLab(lab, { renderer })).plan;
  const opened = new Map<number, Promise<Plan>>();
  const open = (at: number): Promise<Plan> => {
    const known = opened.get(at);
    if (known !== undefined) return known;
    const sources = incidents[at]?.one.sources ?? [];
    const plan = openLab(lab, { renderer, sources: () => sources }).then((one) => one.plan);
    opened.set(at, plan);
    return plan;
  };
  const solved = new Map(brokenFiles(solution).map(({ path, bytes }) => [path, bytes.toString()]));

  it("have numbers from 1, and keys that are no names", () => {
    expect(incidents.map(({ number }) => number)).toEqual(incidents.map((_, at) => at + 1));
    for (const { key } of incidents) expect(key).toMatch(/^[0-9a-f]{8}$/);
    expect(new Set(incidents.map(({ key }) => key)).size).toBe(incidents.length);
  });

  it("say nothing of what is wrong in what is sent", async () => {
    for (const [at, { one }] of incidents.entries()) {
      const plan = await open(at);
      const files = brokenFiles(plan);
      expect(files.length, one.name).toBeGreaterThan(0);
      expect(
        files.some(({ path, bytes }) => solved.get(path) !== bytes.toString()),
        one.name,
      ).toBe(true);
      for (const { path, bytes } of files) {
        expect(path).not.toContain(one.name);
        expect(bytes.toString()).not.toContain(one.why);
        if (one.name.includes("-"))
          expect(bytes.toString(), `${one.name}: ${path}`).not.toContain(one.name);
        // What the daemons do not read is what the solution has, too: that is nothing.
        const comments = commentsOf(bytes.toString());
        expect(comments, `${one.name}: ${path}`).toEqual([]);
      }
    }
  });

  it("lose comments, and nothing that a daemon reads", async () => {
    for (const [at, { one }] of incidents.entries()) {
      const plan = await open(at);
      const bare = new Map(brokenFiles(plan).map(({ path, bytes }) => [path, bytes.toString()]));
      for (const node of plan.nodes)
        for (const file of node.files) {
          if (file.owner !== "student") continue;
          const kept = new Set(wordsOf(bare.get(node.name + file.path) ?? ""));
          const code = linesOf(textOf(file)).filter((line) => !/^[#;!]|^\/\//.test(line));
          const lost = wordsOf(
            code.map((line) => line.replace(/\s(#|;|\/\/) .*$/, "")).join("\n"),
          ).filter((word) => !kept.has(word));
          expect(lost, `${one.name}: ${node.name}${file.path}`).toEqual([]);
        }
    }
  });
});
