/** The phrases in which rules say what they found, as they stand in the code; and what of them a language lacks. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../cli/core/base/home.ts";
import { technologyFiles } from "../../cli/core/kinds/load.ts";
import type { Phrases } from "../../cli/core/kinds/phrase.ts";

const root = join(packageRoot(), "cli/technologies");
const tag = "phrase`";

/** By technology: the English ids, which are the texts with `{0}`, `{1}` ... for what is put in. */
export function phrasesInCode(): ReadonlyMap<string, ReadonlySet<string>> {
  const files = readdirSync(root, { recursive: true, encoding: "utf8" });
  const found = files
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) =>
      phrasesIn(readFileSync(join(root, file), "utf8")).map((id) => ({
        technology: file.split("/")[0] ?? "",
        id,
      })),
    );
  const groups = Map.groupBy(found, ({ technology }) => technology);
  return new Map([...groups].map(([name, all]) => [name, new Set(all.map(({ id }) => id))]));
}

/** Of a source, phrases within phrases as well. */
export function phrasesIn(source: string): string[] {
  const found: string[] = [];
  for (let at = source.indexOf(tag); at >= 0; at = source.indexOf(tag, at + 1))
    found.push(new Template(source, at + tag.length).id());
  return found;
}

class Template {
  readonly #source: string;
  #at: number;

  constructor(source: string, at: number) {
    this.#source = source;
    this.#at = at;
  }

  /** From behind the first back-tick up to the last; leaves its end behind that. */
  id(): string {
    let id = "";
    let parts = 0;
    for (;;) {
      const letter = this.#next();
      if (letter === "`" || letter === "") return id;
      if (letter === "\\") id += this.#next();
      else if (letter === "$" && this.#source.charAt(this.#at) === "{") {
        this.#at += 1;
        this.#skipPart();
        id += `{${parts}}`;
        parts += 1;
      } else id += letter;
    }
  }

  #next(): string {
    const letter = this.#source.charAt(this.#at);
    this.#at += 1;
    return letter;
  }

  /** An expression, with what it has of braces, texts and templates. */
  #skipPart(): void {
    for (let open = 1; open > 0; ) {
      const letter = this.#next();
      if (letter === "") return;
      if (letter === "{") open += 1;
      if (letter === "}") open -= 1;
      if (letter === "`") this.id();
      if (letter === '"') while (!['"', ""].includes(this.#next()));
    }
  }
}

/** What each technology's texts/LANGUAGE.ts says for phrases. */
export async function phrasesSaid(language: string): Promise<ReadonlyMap<string, Phrases>> {
  const files = technologyFiles("texts").filter(({ name }) => name === language);
  const all = files.map(async ({ technology, url }): Promise<[string, Phrases]> => {
    const { phrases = {} }: { phrases?: Phrases } = await import(url.href);
    return [technology, phrases];
  });
  return new Map(await Promise.all(all));
}
