import { describe, expect, it } from "vitest";
import { templatesDir } from "../../../cli/core/base/home.ts";
import type { PlannedFile } from "../../../cli/core/cluster/plan.ts";
import type { CommandHost } from "../../../cli/core/cluster/provider.ts";
import { openLab } from "../../../cli/core/lab/open.ts";
import { Checkers } from "../../../cli/grading/check/checkers.ts";
import { loadEssence } from "../../../cli/grading/check/essence.ts";
import { createRenderer } from "../../../cli/render/render.ts";
import { testCtx } from "../../fixtures/ctx.ts";

const essence = await loadEssence();
const path = "/etc/haproxy/haproxy.cfg";
const of = (content: string, more: Partial<PlannedFile> = {}) =>
  essence({ path, mode: 0o644, content, source: "x", owner: "student", ...more });

describe("what counts for a checker", () => {
  it("is all but lines that are empty, or a comment alone", () => {
    const plain = "global\n  maxconn 5\n";
    expect(of("# mine\nglobal\n\n  # TODO\n  maxconn 5\n")).toBe(of(plain));
    expect(of("global\n  maxconn 5 # five\n")).not.toBe(of(plain));
    expect(of("global\n  maxconn 6\n")).not.toBe(of(plain));
  });

  it.each<[string, string, Partial<PlannedFile>]>([
    ["a file whose last line does not end", "# x\nglobal", {}],
    ["a script", "#!/bin/sh\n# x\nexit 0\n", { path: "/etc/keepalived/check" }],
    ["a program", "# x\n", { mode: 0o755 }],
    ["a line that goes on", "global \\\n# x\n", {}],
    ["Windows' line ends", "# x\r\nglobal\r\n", {}],
    ["a byte that is no text", "# x\n\0\n", {}],
    ["bytes", "IyB4Cg==\n", { encoding: "base64" }],
    ["a format whose comments nobody has told", "# x\n", { path: "/etc/bind/named.conf" }],
  ])("is all of %s", (_, content, more) => {
    expect(of(content, more)).toBe(content);
  });

  it("keeps a comment that is longer than daemons bear", () => {
    const long = `# ${"x".repeat(5000)}\n`;
    expect(of(`${long}global\n`)).toContain(long);
  });
});

it("one of those that differ in comments alone is asked; what is refused is asked of each", async () => {
  let asked = 0;
  const host: CommandHost = {
    node: "spare",
    run: async (_argv, _ctx, options) => {
      const names = Buffer.from(String(options?.input), "base64").toString("latin1");
      const numbers = [...new Set([...names.matchAll(/(\d+)\/services\0/g)].map(([, n]) => n))];
      asked += numbers.length;
      const bad = numbers.filter((n) => names.includes("refuse me") && n !== undefined);
      const said = Buffer.from(
        "[ALERT] (1) : config : parsing [/etc/haproxy/haproxy.cfg:2] : unknown keyword 'refuse'",
      ).toString("base64");
      const stdout = bad.map((n) => `${n} haproxy 1 ${said}\n`).join("");
      return { exitCode: 0, stdout, stderr: "" };
    },
    [Symbol.asyncDispose]: async () => {},
  };
  const { plan } = await openLab("vrrp-failover", { renderer: createRenderer(templatesDir()) });
  const refusedOf = async (more: string) => {
    asked = 0;
    const checkers = new Checkers([host], testCtx(), essence);
    const answers = Array.from({ length: 30 }, (_, student) => {
      const edit = (file: PlannedFile) =>
        file.owner === "student"
          ? { ...file, content: `# ${student}\n${file.content}${more}` }
          : file;
      const nodes = plan.nodes.map((node) => ({ ...node, files: node.files.map(edit) }));
      return checkers.refusals({ ...plan, nodes });
    });
    await checkers.flush();
    return (await Promise.all(answers)).filter(({ length }) => length > 0).length;
  };
  expect([await refusedOf(""), asked]).toEqual([0, 2]);
  expect([await refusedOf("refuse me\n"), asked]).toEqual([30, 60]);
});
