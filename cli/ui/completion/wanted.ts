/** What the last word of an unfinished command line is to be, by what its verb takes. Pure. */
import type { Command, Option } from "commander";

/** One word that would fit, and what it means. */
export interface Candidate {
  readonly word: string;
  readonly about: string;
}

export interface Wanted {
  /** What of: "run.until" is the option --until of `run`, "shell.node" its argument <node>. */
  readonly value: string;
  /** The same by what the help calls it: "step" of `--until <step>`. */
  readonly called: string;
  /** The arguments and options that are there already, by their names. */
  readonly given: ReadonlyMap<string, string>;
}

/** Either words that the verbs themselves know, or a value that has to be looked up. */
export type Completion =
  | { readonly known: readonly Candidate[] }
  | { readonly known?: undefined; readonly wanted: Wanted };

/** `words` without the program's name; the last one is being typed, and may be empty. */
export function completionOf(root: Command, words: readonly string[]): Completion {
  const line = new Line(root);
  for (const word of words.slice(0, -1)) line.take(word);
  return line.end(words.at(-1) ?? "");
}

/** What an argument and an option have in common. */
interface Valued {
  readonly argChoices?: readonly string[] | undefined;
  readonly flags?: string;
}

class Line {
  #command: Command;
  readonly #given = new Map<string, string>();
  #arguments = 0;
  /** An option whose value comes next. */
  #open: Option | undefined;
  /** After `--` nothing is an option. */
  #plain = false;

  constructor(root: Command) {
    this.#command = root;
  }

  take(word: string): void {
    // A shell that parts words at "=" hands it over, too.
    if (this.#open && word === "=") return;
    if (this.#open) {
      this.#given.set(this.#open.attributeName(), word);
      this.#open = undefined;
    } else if (word === "--") this.#plain = true;
    else if (word.startsWith("-") && !this.#plain) this.#option(word);
    else this.#word(word);
  }

  #option(word: string): void {
    const [flag = "", value] = word.split(/=(.*)/s);
    const option = this.#command.options.find((one) => [one.short, one.long].includes(flag));
    if (!option) return;
    if (value !== undefined) this.#given.set(option.attributeName(), value);
    else if (option.required) this.#open = option;
  }

  #word(word: string): void {
    const verb = this.#command.commands.find((one) => one.name() === word);
    if (verb && this.#arguments === 0) {
      this.#command = verb;
      return;
    }
    const argument = this.#command.registeredArguments[this.#arguments];
    if (argument) this.#given.set(argument.name(), word);
    if (argument?.variadic !== true) this.#arguments += 1;
  }

  end(typed: string): Completion {
    if (this.#open) return this.#value(this.#open.attributeName(), this.#open);
    const { commands, registeredArguments } = this.#command;
    if (typed.startsWith("-") && !this.#plain) return { known: optionsOf(this.#command) };
    if (commands.length > 0 && this.#arguments === 0) return { known: verbsOf(this.#command) };
    const argument = registeredArguments[this.#arguments];
    return argument ? this.#value(argument.name(), argument) : { known: [] };
  }

  #value(name: string, of: Valued): Completion {
    if (of.argChoices) return { known: of.argChoices.map((word) => ({ word, about: "" })) };
    const called = /[<[]([\w-]+)/.exec(of.flags ?? "")?.[1] ?? name;
    const value = `${this.#command.name()}.${name}`;
    return { wanted: { value, called, given: this.#given } };
  }
}

function verbsOf(command: Command): Candidate[] {
  const shown = command.createHelp().visibleCommands(command);
  return shown.map((one) => ({ word: one.name(), about: one.summary() || one.description() }));
}

function optionsOf(command: Command): Candidate[] {
  const shown = command.createHelp().visibleOptions(command);
  return shown.map(({ long, short, description }) => ({
    word: long ?? short ?? "",
    about: description,
  }));
}
