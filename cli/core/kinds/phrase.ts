/**
 * Words of our own within what a rule found: `phrase` marks them, and whoever says the finding puts another language's in
 * their place. A marked text is a string like any other until then: it can be put together, compared and grouped.
 */

/** Noncharacters, which Unicode keeps for inside of programs: no text has them. */
const [opens, goesOn, closes] = ["\ufdd0", "\ufdd1", "\ufdd2"];
const lists: Readonly<Record<string, Intl.ListFormatType>> = {
  "&": "conjunction",
  "|": "disjunction",
};

/** What a language says for an English phrase; its parts are `{0}`, `{1}` ... in both. */
export type Phrases = Readonly<Record<string, string>>;

export interface Tongue {
  readonly language: string;
  readonly phrases: Phrases;
}

/** phrase`${name} runs no named` */
export function phrase(
  texts: TemplateStringsArray,
  ...parts: readonly (string | number)[]
): string {
  const id = texts.reduce((all, text, at) => `${all}{${at - 1}}${text}`);
  return marked(id, parts.map(String));
}

function marked(id: string, parts: readonly string[]): string {
  return `${opens}${[id, ...parts].join(goesOn)}${closes}`;
}

/** "a", "a and b", "a, b and c", each once; nothing of nothing. */
export function allOf(names: Iterable<string>): string {
  return listOf("&", names);
}

/** "a", "a or b". */
export function anyOf(names: Iterable<string>): string {
  return listOf("|", names);
}

function listOf(mark: keyof typeof lists, names: Iterable<string>): string {
  const all = [...new Set(names)];
  return all.length < 2 ? all.join("") : marked(mark, all);
}

/** A text with its phrases in a language; English where that has none. */
export function told(text: string, tongue: Tongue): string {
  return /[\ufdd0-\ufdd2]/.test(text) ? new Teller(text, tongue).rest() : text;
}

class Teller {
  readonly #text: string;
  readonly #tongue: Tongue;
  #at = 0;

  constructor(text: string, tongue: Tongue) {
    this.#text = text;
    this.#tongue = tongue;
  }

  /** Up to the end, whatever stands there. */
  rest(): string {
    let said = "";
    while (this.#at < this.#text.length) {
      said += this.#upToMark();
      this.#at += 1;
    }
    return said;
  }

  /** Text and whole phrases, up to a mark that belongs to whoever is around them. */
  #upToMark(): string {
    let said = "";
    for (; this.#at < this.#text.length; this.#at += 1) {
      const letter = this.#text.charAt(this.#at);
      if (letter === goesOn || letter === closes) return said;
      said += letter === opens ? this.#phrase() : letter;
    }
    return said;
  }

  #phrase(): string {
    const words: string[] = [];
    do {
      this.#at += 1;
      words.push(this.#upToMark());
    } while (this.#text.charAt(this.#at) === goesOn);
    const [id = "", ...parts] = words;
    return sayPhrase(id, parts, this.#tongue);
  }
}

function sayPhrase(id: string, parts: readonly string[], { language, phrases }: Tongue): string {
  const type = lists[id];
  // British: no comma before the last.
  const locale = language === "en" ? "en-GB" : language;
  if (type) return new Intl.ListFormat(locale, { type }).format(parts);
  const text = Object.hasOwn(phrases, id) ? phrases[id] : undefined;
  return (text ?? id).replace(/\{(\d+)\}/g, (whole, at: string) => parts[Number(at)] ?? whole);
}
