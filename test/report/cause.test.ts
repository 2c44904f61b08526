import { expect, it } from "vitest";
import type { Finding } from "../../cli/core/diagnose/diagnose.ts";
import { causePart } from "../../cli/report/page/cause.ts";

const content = 'a\n  key "k" {\n    secret "YSBz";\n  };\n<b>\n';
const node = {
  name: "lb1",
  role: "x",
  services: [],
  links: [],
  files: [{ path: "/etc/x", content }],
};

function part(line: number | undefined, file = "/etc/x"): string {
  const where = [{ node: "lb1", file, text: "", ...(line === undefined ? {} : { line }) }];
  const finding: Finding = {
    ...{ rule: "t/r", severity: "error", title: "Title", because: "Because", see: "see" },
    ...{ where, hints: [], breaks: [], followsFrom: null, source: "man" },
  };
  return causePart(finding, { nodes: [node] }).markup;
}

it("a cause has the file's lines around its place, each on a line of its own", () => {
  expect(part(4)).toContain(
    "\t2\tkey &quot;k&quot; {\n\t3\t(not shown: a secret)\n&gt;\t4\t};\n\t5\t&lt;b&gt;\n",
  );
  expect(part(4)).not.toContain("YSBz");
});

it("a place without a line, or in no file that is known, is named alone", () => {
  for (const markup of [part(undefined), part(3, "/var/log/halab/syslog")]) {
    expect(markup).not.toContain("<pre>");
    expect(markup).toContain("<code>lb1/");
  }
});
