import { describe, expect, it } from "vitest";
import { linesOf } from "../../fixtures/diagnosis/diagnosed.ts";
import { diagnosedBy, rulesOf } from "../../fixtures/diagnosis/own-rules.ts";

const rules = await rulesOf("files", "predictions");
const path = "client/root/predictions.conf";

async function found(change: (text: string) => string): Promise<string[]> {
  const diagnosis = await diagnosedBy("vm-vs-container", { rules, edits: { [path]: change } });
  // Every text has its arguments.
  expect(JSON.stringify(diagnosis)).not.toMatch(/\{[a-z-]+\}/);
  return linesOf(diagnosis).map((line) => line.replaceAll(path, ""));
}

/** Other values in some lines; a text without them is a mistake of the test. */
function with_(values: Readonly<Record<string, string>>): (text: string) => string {
  return (text) =>
    Object.entries(values).reduce((before, [name, value]) => {
      const after = before.replace(new RegExp(`^${name}:.*$`, "m"), `${name}: ${value}`);
      if (after === before) throw new Error(`no ${name}`);
      return after;
    }, text);
}

describe("each rule finds what was planted, and nothing else does", () => {
  it.each<[string, Record<string, string>, string]>([
    ["error no-prediction", { "box-start": "", "vm-start": "?" }, ":4 :5"],
    ["error no-prediction", { "slowdown-tcg": "", "slowdown-kvm": "TODO" }, ":16 :17"],
    ["error not-a-number", { "vm-memory": "200 s" }, ":7"],
    ["error not-a-number", { "arm-slowdown": "twice" }, ":18"],
    ["error kernel-contradicts", { "vm-shares-kernel": "Yes" }, ":3"],
    ["error limit-contradicts", { "box-limit": "16 GiB" }, ":15"],
    ["error limit-contradicts", { "box-limit": "1 MiB" }, ":15"],
    ["warning copy-of-image", { "vm-disk": "300 MiB" }, ":9 :8"],
    ["warning help-slows-down", { "slowdown-tcg": "2", "slowdown-kvm": "3" }, ":16 :17"],
    ["warning factor-missed", { "box-memory": "30 MiB" }, ":7 :6"],
    ["warning image-is-whole-disk", { "vm-image": "4096 MiB" }, ":8"],
  ])("%s of %j", async (rule, values, places) => {
    expect(await found(with_(values))).toEqual([`${rule.replace(" ", " predictions/")} ${places}`]);
  });
});

describe("what is near a mistake and is none", () => {
  it.each<[string, Record<string, string>]>([
    ["one of two answers", { "slowdown-kvm": "" }],
    [
      "capitals and other units",
      { "vm-shares-kernel": "NO", "vm-memory": "0.2 GB", "box-start": "400ms" },
    ],
    ["a limit within its factor", { "box-limit": "190 MiB" }],
    ["as quick with help as without", { "slowdown-tcg": "3", "slowdown-kvm": "3" }],
    ["a factor that is just reached", { "box-memory": "20 MiB" }],
    ["an image of less than its disk", { "vm-image": "3 GiB" }],
    [
      "what only the measure tells",
      { "vm-delete": "64 MiB", "arm-slowdown": "100", "box-memory-seen": "1 MiB" },
    ],
  ])("%s", async (_, values) => {
    expect(await found(with_(values))).toEqual([]);
  });

  it("an equals sign, tabs and comments", async () => {
    expect(await found((text) => text.replace(/: (.*)$/gm, "\t=\t$1 # I think"))).toEqual([]);
  });
});
