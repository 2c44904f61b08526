import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { labsDir } from "../../../cli/core/base/home.ts";
import { kind as explain } from "../../../cli/technologies/cpg/explains/cpg.ts";
import { diagnosed, linesOf } from "../../fixtures/diagnosis/diagnosed.ts";
import { diagnosedBy, rulesOf } from "../../fixtures/diagnosis/own-rules.ts";

const lab = "group-communication";
const rules = await rulesOf("files", "cpg");
const [conf, corosync] = ["/etc/cpg.conf", "/etc/corosync/corosync.conf"];

type Edit = (text: string) => string;

/** Replaces the first match; a text that has none is a mistake of the test. */
function edit(from: string | RegExp, to: string): Edit {
  return (text) => {
    const changed = text.replace(from, () => to);
    if (changed === text) throw new Error(`nothing like ${String(from)} in:\n${text}`);
    return changed;
  };
}

function on(nodes: readonly string[], path: string, change: Edit): Record<string, Edit> {
  return Object.fromEntries(nodes.map((node) => [`${node}${path}`, change]));
}

const all = ["n1", "n2", "n3"];

describe("each rule finds what was planted, and nothing else does", () => {
  it.each<[string, Record<string, Edit>, string]>([
    ["refused", on(["n2"], conf, edit("rate 40", "rate fast")), "n2:cpg.conf:3"],
    ["refused", on(["n2"], conf, edit("rate 40", "rate 201")), "n2:cpg.conf:3"],
    ["refused", on(["n3"], conf, edit("rate 40", "speed 40")), "n3:cpg.conf:3"],
    ["refused", on(["n1"], conf, edit("group orders", "")), "n1:cpg.conf:"],
    ["groups-differ", on(["n3"], conf, edit("group orders", "group order")), "n3:cpg.conf:2"],
    ["applies-sent", on(["n2"], conf, edit("apply delivered", "apply sent")), "n2:cpg.conf:7"],
    ["minority-sends", on(["n3"], conf, edit("minority stops", "")), "n3:cpg.conf:"],
    ["minority-sends", on(["n3"], conf, edit("stops", "sends")), "n3:cpg.conf:5"],
    [
      "no-quorum-asked",
      on(["n1"], corosync, edit(/^ *provider: .*$/m, "")),
      "n1:corosync/corosync.conf:",
    ],
    ["rates-differ", on(["n3"], conf, edit("rate 40", "rate 4")), "n3:cpg.conf:3"],
  ])("%s", async (rule, edits, place) => {
    const diagnosis = await diagnosedBy(lab, { rules, edits });
    // Every text has its arguments.
    expect(JSON.stringify(diagnosis)).not.toMatch(/\{[a-z-]+\}/);
    const lines = linesOf(diagnosis).map((line) => line.replaceAll("/etc/", ":"));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`cpg/${rule} ${place}`);
  });

  it("one mistake in the file of all nodes is said once", async () => {
    const edits = on(all, conf, edit("minority stops", "minority sends"));
    const lines = linesOf(await diagnosedBy(lab, { rules, edits }));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain("n3");
  });

  it("the solution has none", async () => {
    expect(linesOf(await diagnosedBy(lab, { rules, edits: {} }))).toEqual([]);
  });
});

describe("configurations that look unusual and are right", () => {
  const folder = join(import.meta.dirname, "right");
  it.each(readdirSync(folder))("%s: nothing is found", async (name) => {
    const found = await diagnosed(lab, [
      { dir: join(folder, name), render: false },
      { dir: join(labsDir(), lab, "solution"), render: true },
    ]);
    expect(linesOf(found).filter((line) => line.includes("cpg/"))).toEqual([]);
  });
});

describe("what the words of cpg.conf do", () => {
  it("is told for each line that says something", () => {
    const text = "# x\ngroup orders\n\trate 40 # y\nminority stops\napply sent\nother 1\n";
    const names = text.split("\n").map((_, at) => explain.at(text, at + 1)?.name);
    expect(names).toEqual([
      ...[undefined, "group", "rate", "minority", "apply", undefined, undefined],
    ]);
    expect(explain.at(text, 3)).toMatchObject({ otherwise: "10" });
    expect(explain.takes(conf)).toBe(true);
    expect(explain.takes("/etc/nlb.conf")).toBe(false);
  });
});
