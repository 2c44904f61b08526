import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { linesOf } from "../../fixtures/diagnosis/diagnosed.ts";
import { diagnosedBy, rulesOf } from "../../fixtures/diagnosis/own-rules.ts";

const rules = await rulesOf("haproxy", "redis", "shop");
const right = join(import.meta.dirname, "right");

/** The same file on both balancers, but for what names the node itself. */
function editsOf(text: string): Record<string, () => string> {
  const second = text.replace(
    "  server lb1\n  server lb2 10.86.0.12:10000",
    "  server lb1 10.86.0.11:10000\n  server lb2",
  );
  return { "lb1/etc/haproxy/haproxy.cfg": () => text, "lb2/etc/haproxy/haproxy.cfg": () => second };
}

describe.each(readdirSync(right))("what looks unusual and is right in %s", (lab) => {
  it.each(readdirSync(join(right, lab)))("%s, and with lines as DOS ends them", async (file) => {
    const text = readFileSync(join(right, lab, file), "utf8");
    for (const one of [text, text.replaceAll("\n", "\r\n")]) {
      const found = await diagnosedBy(lab, { rules, edits: editsOf(one) });
      expect(linesOf(found).filter((line) => !line.startsWith("hint"))).toEqual([]);
    }
  });
});
