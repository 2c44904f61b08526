/** A desk without a terminal: keys come from a list, screens are kept. */
import { HalabError } from "../../../cli/core/base/error.ts";
import type { Language } from "../../../cli/core/base/language.ts";
import { type Desk, menuRows, turnLine } from "../../../cli/learn/session/desk.ts";

export interface FakeDesk extends Desk {
  /** Each as a terminal of that size would show it, with the keys or the menu below it. */
  readonly screens: string[];
}

interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** Who runs out of keys is gone. */
export function fakeDesk(
  { columns, rows }: Size,
  keys: readonly string[],
  language: Language = "en",
): FakeDesk {
  const screens: string[] = [];
  const left = [...keys];
  let shown = "";
  const end = (below: string): void => void screens.push(`${shown}${below}\n`);
  const key = <Key extends string>(choices: readonly { readonly key: Key }[]): Key => {
    const wanted = left.shift();
    const found = choices.find((one) => one.key === wanted);
    if (found) return found.key;
    throw new HalabError("CANCELLED", `no key ${wanted ?? ""}`);
  };
  return {
    screens,
    language,
    style: () => ({ width: Math.min(100, columns), colour: false, ascii: false }),
    rows: () => rows,
    show: (text) => {
      shown = text;
    },
    say: (text) => {
      shown += `${text}\n`;
    },
    choose: async ({ message, choices, first }) => {
      const list = choices.map(
        (one) => `${one.key === (first ?? choices[0]?.key) ? "❯" : " "} ${one.name}`,
      );
      const above = shown.replace(/\n$/, "").split("\n").length;
      end([message, ...list.slice(0, menuRows(rows, above))].join("\n"));
      return key(choices);
    },
    turn: async (turns) => {
      end(turnLine(turns, Math.min(100, columns) - 1));
      return key(turns);
    },
    ask: async (message, given = "") => {
      end(`${message} ${given}`);
      return left.shift() ?? given;
    },
    canvas: () => ({
      draw: (lines) => void screens.push(`${lines.join("\n")}\n`),
      [Symbol.dispose]: () => {},
    }),
    lend: (work) => work(),
    close: () => {},
  };
}
