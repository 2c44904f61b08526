/** What a script does to a machine's network and kernel, as far as it can be told without running it. */
import type { Command, Redirect, Word } from "./commands.ts";
import { asksOnly, type IpEffect, ipEffect } from "./ip.ts";

/** Something that is done, if `maybe` does not leave that open. `seen`: it is there, and stands in no line (0). */
export type Effect = {
  readonly line: number;
  readonly maybe: boolean;
  readonly seen?: string;
} & ({ readonly kind: "sysctl"; readonly key: string; readonly value: string } | IpEffect);

/** A line of which nobody can tell what it does. */
interface Unknown {
  readonly line: number;
  readonly text: string;
}

export interface Effects {
  /** In their order. */
  readonly all: readonly Effect[];
  readonly unknown: readonly Unknown[];
}

type Simple = Extract<Command, { kind: "simple" }>;
type Environment = ReadonlyMap<string, string>;

/** More rounds of loops than any script needs. */
const mostSteps = 5000;
/** sysctl(8): these read files. */
const loads = ["--load", "--system"];
const quiet = [
  ":",
  "true",
  "false",
  "set",
  "sleep",
  "echo",
  "printf",
  "logger",
  "date",
  "mkdir",
  "touch",
  "chmod",
  "chown",
  "ls",
  "cat",
  "umask",
  "modprobe",
  "wait",
  "[",
  "test",
];

function textOf(word: Word | undefined, env: Environment): string | undefined {
  if (!word) return undefined;
  let text = "";
  for (const part of word.parts) {
    const value = part.kind === "variable" ? env.get(part.text) : part.text;
    if (value === undefined || part.kind === "unknown") return undefined;
    text += value;
  }
  return text;
}

/** `net/ipv4/ip_forward` and `net.ipv4.ip_forward` are one key: sysctl(8). */
function keyOf(text: string): string {
  return text.replaceAll("/", ".").replace(/^\.+/, "");
}

class Walk {
  readonly #effects: Effect[] = [];
  readonly #unknown: Unknown[] = [];
  #steps = 0;
  #ended = false;
  #known = true;

  get effects(): Effects {
    return { all: this.#effects, unknown: this.#unknown };
  }

  run(commands: readonly Command[], given: Environment): void {
    const env = new Map(given);
    for (const command of commands) {
      this.#steps += 1;
      if (this.#steps > mostSteps) this.#give(command.line, "a loop without end");
      if (this.#ended || this.#steps > mostSteps) return;
      if (command.kind === "for") this.#loop(command, env);
      else this.#simple(command, env);
    }
  }

  #give(line: number, text: string): void {
    this.#known = false;
    if (this.#unknown.length < mostSteps) this.#unknown.push({ line, text });
  }

  #loop(command: Extract<Command, { kind: "for" }>, env: Map<string, string>): void {
    for (const item of command.items) {
      const text = textOf(item, env);
      if (text === undefined) this.#give(command.line, "for");
      else this.run(command.body, new Map([...env, [command.name, text]]));
      if (this.#steps > mostSteps) return;
    }
  }

  #simple(command: Simple, env: Map<string, string>): void {
    const words = [...command.words];
    for (let first = words[0]; first; first = words[0]) {
      const assigned = assignmentOf(first, env);
      if (!assigned) break;
      env.set(assigned.name, assigned.value);
      words.shift();
    }
    const maybe = command.maybe || (command.after && !this.#known);
    const texts = words.map((word) => textOf(word, env));
    const [name] = texts;
    this.#known = name !== "[" && name !== "test";
    if (words.length === 0 && command.redirects.length === 0) return;
    const known = texts.filter((text) => text !== undefined);
    if (known.length < texts.length) this.#give(command.line, name ?? "?");
    else this.#named(command, known, env, maybe);
  }

  #named(command: Simple, words: readonly string[], env: Environment, maybe: boolean): void {
    const { line } = command;
    const [name = "", ...rest] = words;
    const base = name.slice(name.lastIndexOf("/") + 1);
    if (base === "exit" && !maybe) this.#ended = true;
    else if (base === "exit") this.#give(line, "exit");
    else if (base === "sysctl") this.#sysctl(rest, line, maybe);
    else if (base === "ip") this.#ip(rest, line, maybe);
    else if (base === "echo" || base === "printf") this.#written(command, rest, env, maybe);
    else if (!quiet.includes(base) || command.redirects.some(intoKernel)) this.#give(line, base);
  }

  #sysctl(words: readonly string[], line: number, maybe: boolean): void {
    for (const word of words) {
      const equals = word.indexOf("=");
      if (equals > 0) {
        const [key, value] = [keyOf(word.slice(0, equals)), word.slice(equals + 1).trim()];
        this.#effects.push({ kind: "sysctl", key, value, line, maybe });
      } else if (loads.includes(word) || word.startsWith("--load=") || /^-[a-z]*[pf]/.test(word)) {
        this.#give(line, "sysctl");
      }
    }
  }

  #ip(words: readonly string[], line: number, maybe: boolean): void {
    const effect = ipEffect(words);
    if (effect) this.#effects.push({ ...effect, line, maybe });
    else if (!asksOnly(words)) this.#give(line, "ip");
  }

  /** `echo 1 > /proc/sys/...` */
  #written(command: Simple, words: readonly string[], env: Environment, maybe: boolean): void {
    for (const { operator, target } of command.redirects) {
      const path = textOf(target, env);
      if (path === undefined) this.#give(command.line, "echo");
      if (!path?.startsWith("/proc/sys/") || operator === "<") continue;
      const key = keyOf(path.slice("/proc/sys/".length));
      const value = words
        .filter((word) => word !== "-n")
        .join(" ")
        .replace(/\\n$/, "")
        .trim();
      this.#effects.push({ kind: "sysctl", key, value, line: command.line, maybe });
    }
  }
}

function intoKernel({ target }: Redirect): boolean {
  const text = target.parts.map((part) => part.text).join("");
  return text.startsWith("/proc") || text.startsWith("/sys") || text.includes("$");
}

function assignmentOf(
  word: Word,
  env: Environment,
): { readonly name: string; readonly value: string } | undefined {
  const [first] = word.parts;
  if (first?.kind !== "text" || first.quoted) return undefined;
  const match = /^([A-Za-z_]\w*)=/.exec(first.text);
  const value = match ? textOf(word, env) : undefined;
  if (!match?.[1] || value === undefined) return undefined;
  return { name: match[1], value: value.slice(match[0].length) };
}

/** What a script does, in order. What it does not understand is told, for it may do anything. */
export function effectsOf(commands: readonly Command[]): Effects {
  const walk = new Walk();
  walk.run(commands, new Map());
  return walk.effects;
}

/** NAME=VALUE lines of a file that a shell reads: the last one of a name counts. */
export function assignmentsOf(
  commands: readonly Command[],
): ReadonlyMap<string, { readonly value: string; readonly line: number }> {
  const found = new Map<string, { readonly value: string; readonly line: number }>();
  const env = new Map<string, string>();
  for (const command of commands) {
    if (command.kind !== "simple" || command.maybe) continue;
    for (const word of command.words) {
      const assigned = assignmentOf(word, env);
      if (!assigned) break;
      env.set(assigned.name, assigned.value);
      found.set(assigned.name, { value: assigned.value, line: word.line });
    }
  }
  return found;
}
