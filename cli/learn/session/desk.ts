/** Where a session is shown, and asks: a terminal with keys, or lines one below the other. */
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { HalabError } from "../../core/base/error.ts";
import type { Language } from "../../core/base/language.ts";
import { inLocale, print, printStyled, wantsAscii, width } from "../../ui/output.ts";
import { askLine, type Choice, chooseOne, pressKey } from "../../ui/prompts.ts";
import type { TextStyle } from "../../ui/text-style.ts";
import { listenToKeys, openScreen, type Screen } from "../live/screen.ts";
import { say } from "../words/say.ts";

/** What can be done at a text, by one key. */
export interface Turn<Key extends string = string> extends Choice<Key> {
  /** As the key is called on screen. */
  readonly label: string;
  /** Names of keys, as node:readline has them. */
  readonly keys: readonly string[];
}

export interface Question<Key extends string> {
  readonly message: string;
  readonly choices: readonly Choice<Key>[];
  /** What is chosen where nothing is said. */
  readonly first?: Key | undefined;
}

/** Every question throws CANCELLED when nobody is there any more. */
export interface Desk {
  readonly language: Language;
  style(): TextStyle;
  /** Lines of the screen; without an end where nothing is a screen. */
  rows(): number;
  /** On a screen of its own; the text is clean. */
  show(text: string): void;
  /** Below what is there. */
  say(text: string): void;
  choose<Key extends string>(question: Question<Key>): Promise<Key>;
  turn<Key extends string>(turns: readonly Turn<Key>[]): Promise<Key>;
  ask(message: string, given?: string): Promise<string>;
  /** To be drawn on again and again, deaf to the keyboard, until it is disposed of; undefined: here lines are read. */
  canvas(): Screen | undefined;
  /** While somebody else reads the keyboard. */
  lend<T>(work: () => Promise<T>): Promise<T>;
  close(): void;
}

export interface DeskOptions {
  readonly language: Language;
  readonly colour: boolean;
  readonly plain: boolean;
  readonly signal: AbortSignal;
  /** Where lines are read from, of a plain one; default: stdin. */
  readonly input?: Readable;
}

/** Widest lines that are read with pleasure. */
const widest = 100;

export function openDesk(options: DeskOptions): Desk {
  return options.plain ? plainDesk(options) : terminalDesk(options);
}

function terminalDesk({ language, colour, signal }: DeskOptions): Desk {
  const style = (): TextStyle => ({
    width: Math.max(20, Math.min(widest, width())),
    colour,
    ascii: wantsAscii(),
  });
  const rows = (): number => process.stdout.rows ?? 24;
  const named = <Key extends string>(choices: readonly Choice<Key>[]): Choice<Key>[] =>
    choices.map((choice) => ({ ...choice, name: inLocale(choice.name) }));
  let filled = 0;
  const add = (text: string): void => {
    filled += text.replace(/\n$/, "").split("\n").length;
    printStyled(text);
  };
  return {
    language,
    style,
    rows,
    show: (text) => {
      filled = 0;
      add(`\u001b[H\u001b[2J${text}`);
    },
    say: add,
    choose: ({ message, choices, first }) =>
      chooseOne(
        {
          message: inLocale(message),
          choices: named(choices),
          first,
          rows: menuRows(rows(), filled),
        },
        { style: style(), signal },
      ),
    turn: (turns) => {
      const line = turnLine(turns, style().width - 1);
      const meaning = turns.flatMap(({ key, keys }) => keys.map((name) => [name, key] as const));
      return pressKey(inLocale(line), Object.fromEntries(meaning), { style: style(), signal });
    },
    ask: (message, given = "") => askLine(inLocale(message), given, { style: style(), signal }),
    canvas: () => openCanvas(),
    lend: (work) => work(),
    close: () => {},
  };
}

/** What is typed meanwhile is for nobody: it would answer the next question. Ctrl-C ends halab as ever. */
function openCanvas(): Screen {
  const keys = listenToKeys((text) => {
    if (text.includes("\u0003")) process.kill(process.pid, "SIGINT");
  });
  const { draw, [Symbol.dispose]: close } = openScreen(process.stdout);
  return {
    draw,
    [Symbol.dispose]: () => {
      close();
      keys[Symbol.dispose]();
    },
  };
}

/** Entries of a menu that are seen at once, so that the text above it and its question stay on the screen. */
export function menuRows(rows: number, above: number): number {
  return Math.max(3, rows - above - 2);
}

/** "Enter on · b back"; on a narrow screen in as many lines as it takes. */
export function turnLine(turns: readonly Turn[], columns: number): string {
  const lines: string[] = [];
  for (const { label, name } of turns) {
    const part = `${label} ${name}`;
    const last = lines.at(-1);
    const longer = `${last} · ${part}`;
    if (last !== undefined && longer.length <= columns) lines[lines.length - 1] = longer;
    else lines.push(part);
  }
  return lines.join("\n");
}

function plainDesk({ language, signal, input = process.stdin }: DeskOptions): Desk {
  const reader = createInterface({ input });
  const lines = reader[Symbol.asyncIterator]();
  const style = (): TextStyle => ({
    width: Math.max(20, Math.min(widest, width())),
    colour: false,
    ascii: wantsAscii(),
    linear: true,
  });
  const tell = (text: string): void => print(text);
  const line = async (): Promise<string> => {
    const { promise, reject } = Promise.withResolvers<never>();
    const stop = (): void => reject(new HalabError("CANCELLED", "cancelled"));
    signal.addEventListener("abort", stop, { once: true });
    try {
      signal.throwIfAborted();
      const { value, done } = await Promise.race([lines.next(), promise]);
      if (done) throw new HalabError("CANCELLED", "nobody answers any more");
      return value.trim();
    } finally {
      signal.removeEventListener("abort", stop);
    }
  };
  const choose = async <Key extends string>(question: Question<Key>): Promise<Key> => {
    const { message, choices, first } = question;
    const usual = Math.max(
      0,
      choices.findIndex(({ key }) => key === first),
    );
    const list = choices.map(({ name }, index) => `  ${index + 1}. ${name}`);
    tell(["", message, ...list].join("\n"));
    for (;;) {
      tell(say(language, "session.number", { count: choices.length, usual: usual + 1 }));
      const chosen = chosenBy(await line(), choices, usual);
      if (chosen !== undefined) return chosen;
      tell(say(language, "session.no-choice"));
    }
  };
  return {
    language,
    style,
    rows: () => Number.POSITIVE_INFINITY,
    show: (text) => tell(`\n${text}`),
    say: tell,
    choose,
    turn: (turns) => choose({ message: say(language, "session.what-next"), choices: turns }),
    ask: async (message, given = "") => {
      tell(given === "" ? message : `${message} [${given}]`);
      return (await line()) || given;
    },
    canvas: () => undefined,
    lend: async (work) => {
      reader.pause();
      try {
        return await work();
      } finally {
        reader.resume();
      }
    },
    close: () => reader.close(),
  };
}

/** By its number, or by its name among the verbs; nothing said: the usual one. */
export function chosenBy<Key extends string>(
  said: string,
  choices: readonly Choice<Key>[],
  usual: number,
): Key | undefined {
  if (said === "") return choices[usual]?.key;
  const byNumber = /^\d+$/.test(said) ? choices[Number(said) - 1] : undefined;
  return byNumber?.key ?? choices.find(({ key }) => key === said)?.key;
}

/** Who is gone has answered, too. */
export async function cancelledMeans<T>(value: T, asking: () => Promise<T>): Promise<T> {
  try {
    return await asking();
  } catch (error) {
    if (error instanceof HalabError && error.code === "CANCELLED") return value;
    throw error;
  }
}
