/** Messages with `{names}` in them, and how they are filled; where they stand is the rooms' business. */
import { type Language, numberIn } from "./language.ts";

/**
 * What is said. Where the words depend on a number there are two of them, chosen by the argument `count`;
 * a language that says both alike has one.
 */
export type Message = string | { readonly one: string; readonly other: string };

/** The messages of one area, by id. */
export type Messages = Readonly<Record<string, Message>>;

/** The same area in another language: what is left out is said in English. */
export type Translated<Area extends Messages> = Partial<Record<keyof Area, Message>>;

type NamesIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;

/** The names that a message has to be filled with. */
export type NamesOf<Said extends Message> = Said extends string
  ? NamesIn<Said>
  : Said extends {
        readonly one: infer One extends string;
        readonly other: infer Other extends string;
      }
    ? NamesIn<One> | NamesIn<Other> | "count"
    : never;

export type Args = Readonly<Record<string, string | number>>;

/** Numbers get the language's decimal comma; texts stay as they are. A name without an argument stays, too. */
export function fill(language: Language, message: Message, args: Args = {}): string {
  const text = typeof message === "string" ? message : message[formOf(language, args["count"])];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = args[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? numberIn(language, value) : value;
  });
}

function formOf(language: Language, count: string | number | undefined): "one" | "other" {
  const form = new Intl.PluralRules(language).select(Number(count ?? 0));
  return form === "one" ? "one" : "other";
}
