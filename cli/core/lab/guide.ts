/** Guides as sections with ids, which are the same in every language. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";

/** A heading of a guide, and what stands below it up to the next heading of any level. */
export interface Section {
  /** As in guide.md#failover: `<a id="failover"></a>` or `{#failover}` in the heading, or made of the title. */
  readonly id: string;
  /** 1 for #, 2 for ##, ... */
  readonly level: number;
  /** Without its anchor. */
  readonly title: string;
  /** Markdown: the heading, without its anchor, and the text. */
  readonly own: string;
  /** First 8 hex digits of SHA-256 over `own`. */
  readonly digest: string;
}

/** Every section of a guide in its order; what looks like a heading inside a code block is none. */
export function sectionsOf(markdown: string): Section[] {
  const lines = withoutRecord(markdown).split("\n");
  const headings = headingsOf(lines);
  for (const { at, level, title } of headings) lines[at] = `${"#".repeat(level)} ${title}`;
  return headings.map(({ at, level, id, title }, index) => {
    const own = lines
      .slice(at, headings[index + 1]?.at)
      .join("\n")
      .trim();
    return { id, level, title, own, digest: digestOf(own) };
  });
}

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}

/** Path of the guide in a language: guide.de.md beside guide.md; guide.md where there is no such; undefined without any. */
export function guideFile(dir: string, language: string): string | undefined {
  return [`guide.${language}.md`, "guide.md"]
    .map((name) => join(dir, name))
    .find((path) => existsSync(path));
}

/**
 * What a translation was made from, as its last lines say: `<!-- source`, lines `ID DIGEST`, `-->`. Empty where nothing
 * is said. So a section of guide.md that has changed since is found.
 */
export function sourcesOf(markdown: string): ReadonlyMap<string, string> {
  const [, lines = ""] = record.exec(markdown) ?? [];
  return new Map(
    lines
      .split("\n")
      .map((line) => line.trim().split(/ +/))
      .flatMap(([id, digest]) => (id && digest ? [[id, digest] as const] : [])),
  );
}

const record = /\n<!-- source\n([\s\S]*?)-->\s*$/;

/** A guide as students read it: without the lines that say what it was translated from. */
export function withoutRecord(markdown: string): string {
  return markdown.replace(record, "");
}

interface Heading {
  /** Its line, from 0. */
  readonly at: number;
  readonly level: number;
  readonly id: string;
  readonly title: string;
}

function headingsOf(lines: readonly string[]): Heading[] {
  const found: Heading[] = [];
  let fence: string | undefined;
  lines.forEach((line, at) => {
    const [, marks, after] = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    if (fence !== undefined) {
      if (marks?.startsWith(fence) && after?.trim() === "") fence = undefined;
      return;
    }
    fence = marks;
    const [, hashes, words] = /^(#{1,6}) +(.+)$/.exec(line) ?? [];
    if (hashes !== undefined && words !== undefined)
      found.push({ at, level: hashes.length, ...named(words) });
  });
  return found;
}

const anchor = /<a (?:id|name)="([^"]+)"><\/a>|\{#([^}\s]+)\}/;

function named(words: string): { readonly id: string; readonly title: string } {
  const [, tag, braces] = anchor.exec(words) ?? [];
  const title = words.replace(anchor, "").trim();
  return { id: tag ?? braces ?? slug(title), title };
}

/** The way that Markdown renderers make an anchor of a heading. */
function slug(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, "")
    .replaceAll(" ", "-");
}
