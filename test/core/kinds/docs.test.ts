import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { describe, expect, it } from "vitest";
import { register } from "../../../cli/commands/break.ts";
import { systemClock } from "../../../cli/core/base/time.ts";
import { describeShelf, shelfPage } from "../../../cli/core/kinds/describe.ts";
import { kindNames, shelves } from "../../../cli/core/kinds/load.ts";

const pages = join(import.meta.dirname, "../../../docs/kinds");

describe("docs/kinds", () => {
  it.each(shelves)("%s.md is what the kinds say (npm run docs)", async (shelf) => {
    expect(readFileSync(join(pages, `${shelf}.md`), "utf8")).toBe(await shelfPage(shelf));
  });

  it("has a page for each shelf and no other", () => {
    expect(readdirSync(pages).sort()).toEqual(shelves.map((shelf) => `${shelf}.md`).sort());
  });

  it("tells the defaults, also of what a schema turns into something else", async () => {
    const [check] = (await describeShelf("checks")).filter(({ name }) => name === "failing");
    const told = check?.keys.map(({ key, otherwise }) => [key, otherwise]);
    expect(told).toEqual([
      ["probe", "needed"],
      ["share", "needed"],
      ["tolerance", "0.1"],
      ["after", "0s"],
      ["during", "1s"],
      ["points", "0"],
    ]);
  });
});

describe("halab break --help", () => {
  const helpOf = async (asked: boolean) => {
    const root = new Command("halab");
    await register(root, {
      globals: { debug: false, colour: false, pager: false },
      ctx: (progress) => ({ signal: new AbortController().signal, clock: systemClock, progress }),
      helpsWith: () => asked,
      tree: async () => root,
      exit: () => {},
    });
    let text = "";
    const writeOut = (part: string) => {
      text += part;
    };
    root.commands[0]?.configureOutput({ writeOut }).outputHelp();
    return text;
  };

  it("lists every fault as it is typed", async () => {
    const text = await helpOf(true);
    for (const name of kindNames("faults")) expect(text).toContain(`\n  ${name} `);
    expect(text).toContain("\n  loss NODE[,NODE...] NODE[,NODE...] PERCENT  (--set protocol)");
  });

  it("lists none where none is asked for", async () => {
    expect(await helpOf(false)).not.toContain("PERCENT");
  });
});
