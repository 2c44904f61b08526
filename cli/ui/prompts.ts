/** Questions on the terminal; Ctrl-C there cancels the whole command. */
import { HalabError } from "../core/base/error.ts";
import type { TextStyle } from "./text-style.ts";

export async function confirm(message: string, signal: AbortSignal): Promise<boolean> {
  const { default: inquirer } = await import("inquirer");
  const prompt = inquirer.createPromptModule({ signal });
  const { yes } = await prompt([{ type: "confirm", name: "yes", message, default: true }]);
  return yes === true;
}

/** What can be chosen. */
export interface Choice<Key extends string = string> {
  readonly key: Key;
  readonly name: string;
}

interface Asking {
  readonly style: Pick<TextStyle, "colour" | "ascii">;
  readonly signal: AbortSignal;
}

/** One of a list, with the arrow keys; throws CANCELLED for Ctrl-C. */
export async function chooseOne<Key extends string>(
  question: {
    readonly message: string;
    readonly choices: readonly Choice<Key>[];
    /** Where the cursor stands at first. */
    readonly first?: Key | undefined;
    /** Lines of the list that are seen at once. */
    readonly rows: number;
  },
  { style, signal }: Asking,
): Promise<Key> {
  const { message, choices, first, rows } = question;
  const { default: inquirer } = await import("inquirer");
  const prompt = inquirer.createPromptModule({ signal });
  const values = choices.map(({ key, name }) => ({ value: key, name }));
  const answers = await cancelled(
    prompt([
      {
        type: "select",
        name: "key",
        message,
        choices: values,
        pageSize: Math.max(2, rows),
        loop: false,
        theme: themeOf(style),
        ...(first === undefined ? {} : { default: first }),
      },
    ]),
  );
  const chosen = choices.find(({ key }) => key === answers.key);
  if (chosen) return chosen.key;
  throw new HalabError("BUG", `"${String(answers.key)}" was chosen, and is no choice`);
}

/** A line of text; what was there before may be edited. Throws CANCELLED for Ctrl-C. */
export async function askLine(
  message: string,
  given: string,
  { style, signal }: Asking,
): Promise<string> {
  const { default: inquirer } = await import("inquirer");
  const prompt = inquirer.createPromptModule({ signal });
  const answers = await cancelled(
    prompt([
      {
        type: "input",
        name: "line",
        message,
        theme: themeOf(style),
        ...(given === "" ? {} : { default: given }),
      },
    ]),
  );
  return String(answers.line);
}

/** One key, without Enter; `keys` says what each means. Throws CANCELLED for Ctrl-C. */
export async function pressKey<Key extends string>(
  message: string,
  keys: Readonly<Record<string, Key>>,
  { signal }: Asking,
): Promise<Key> {
  const { createPrompt, useKeypress } = await import("@inquirer/core");
  const prompt = createPrompt<Key, { readonly message: string }>((config, done) => {
    useKeypress(({ name }) => {
      const meant = keys[name];
      if (meant !== undefined) done(meant);
    });
    return config.message;
  });
  return cancelled(prompt({ message }, { signal, clearPromptOnDone: true }));
}

/** inquirer asks the terminal whether it has colours; our user may not want them. */
function themeOf({ colour, ascii }: Asking["style"]) {
  const same = (text: string) => text;
  const colourless = { message: same, answer: same, highlight: same, error: same };
  return {
    prefix: "",
    icon: { cursor: ascii ? ">" : "❯" },
    style: { ...(colour ? {} : colourless), keysHelpTip: () => undefined },
  };
}

async function cancelled<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Error && /^(ExitPrompt|AbortPrompt)Error$/.test(error.name))
      throw new HalabError("CANCELLED", "cancelled", { cause: error });
    throw error;
  }
}
