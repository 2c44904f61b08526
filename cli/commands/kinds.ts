import type { Command } from "commander";
import { makeFolder } from "../core/base/folders.ts";
import type { KindText } from "../core/kinds/describe.ts";
import type { Shelf } from "../core/kinds/load.ts";
import type { App } from "./app.ts";

interface Options {
  readonly json?: boolean;
  readonly markdown?: string;
}

export function register(root: Command, app: App): void {
  root
    .command("kinds")
    .summary("what a lab can name: faults, probes, checks, measures, formulas ...")
    .argument("[shelf]", "faults, probes, checks, measures, formulas, readers or protocols")
    .argument("[kind]", "one of it, with its keys")
    .option("--json", "print JSON")
    .option("--markdown <dir>", "write a page for each shelf into this folder (docs/kinds)")
    .action((shelf: string | undefined, kind: string | undefined, options: Options) =>
      kinds(app, shelf, kind, options),
    );
}

async function kinds(
  app: App,
  shelf: string | undefined,
  kind: string | undefined,
  options: Options,
): Promise<void> {
  const { HalabError } = await import("../core/base/error.ts");
  const { didYouMean } = await import("../core/base/nearest.ts");
  const { describeShelf } = await import("../core/kinds/describe.ts");
  const { shelves } = await import("../core/kinds/load.ts");
  const { printJson } = await import("../ui/output.ts");
  const { printPaged } = await import("../ui/pager.ts");
  if (options.markdown !== undefined) return writePages(options.markdown);
  const all = shelves.filter((one) => shelf === undefined || one === shelf);
  if (all.length === 0)
    throw new HalabError("USAGE", `there are no "${shelf}"${didYouMean(shelf ?? "", shelves)}`, {
      hint: "halab kinds",
    });
  const found: { shelf: Shelf; kinds: readonly KindText[] }[] = [];
  for (const one of all) {
    const described = await describeShelf(one);
    const wanted = described.filter(({ name }) => kind === undefined || name === kind);
    if (wanted.length === 0) {
      const names = described.map(({ name }) => name);
      const text = `there is no "${kind}" among the ${one}${didYouMean(kind ?? "", names)}`;
      throw new HalabError("USAGE", text, { hint: `halab kinds ${one}` });
    }
    found.push({ shelf: one, kinds: wanted });
  }
  if (options.json) return printJson(found);
  const [only] = found;
  const one = kind === undefined ? undefined : only?.kinds[0];
  const text = one ? await oneText(one) : (await Promise.all(found.map(shelfText))).join("\n\n");
  await printPaged(text, app.globals);
}

async function shelfText(one: { shelf: Shelf; kinds: readonly KindText[] }): Promise<string> {
  const { wrap, width } = await import("../ui/output.ts");
  const longest = Math.max(...one.kinds.map(({ name }) => name.length));
  const rows = one.kinds.map(({ name, about }) => {
    const [sentence = ""] = about.split(/(?<=\.) /);
    const lines = wrap(sentence, Math.min(width(), 100) - longest - 4).split("\n");
    return `  ${name.padEnd(longest)}  ${lines.join(`\n${" ".repeat(longest + 4)}`)}`;
  });
  return [`${one.shelf}:`, ...rows].join("\n");
}

async function oneText({ name, about, usage, keys, example }: KindText): Promise<string> {
  const { columns, wrap, width } = await import("../ui/output.ts");
  const wide = Math.min(width(), 100);
  const lines = [`${name}`, "", wrap(about, wide)];
  if (usage !== undefined) lines.push("", usage);
  if (keys.length > 0) {
    const rows = keys.map(({ key, takes, otherwise, about: what }) => {
      return [
        key,
        otherwise === "needed" ? "needed" : otherwise,
        wrap(`${takes}. ${what}`, wide - 34),
      ];
    });
    lines.push("", columns(["key", "default", "what"], rows));
  }
  if (example !== undefined) lines.push("", "in a lab:", wrap(`  ${example}`, wide, 4));
  return lines.join("\n");
}

async function writePages(dir: string): Promise<void> {
  const { writeFileSync } = await import("node:fs");
  const { join } = await import("node:path");
  const { shelfPage } = await import("../core/kinds/describe.ts");
  const { shelves } = await import("../core/kinds/load.ts");
  makeFolder(dir);
  for (const shelf of shelves) writeFileSync(join(dir, `${shelf}.md`), await shelfPage(shelf));
}
