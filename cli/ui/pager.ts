/** Texts that are longer than the screen, through $PAGER. */
import { spawn } from "node:child_process";
import { cleanLines } from "../core/base/clean.ts";
import { inLocale, lettersIn, printStyled, width } from "./output.ts";

export interface Paging {
  /** It is on a terminal, and nobody said otherwise. */
  readonly pager: boolean;
}

/** Through the pager where that is wanted and the text is longer than the screen; without escape sequences, whoever wrote them. */
export function printPaged(text: string, paging: Paging): Promise<void> {
  return printPagedStyled(cleanLines(text), paging);
}

/** With our own colours: the parts must be clean. */
export async function printPagedStyled(text: string, { pager }: Paging): Promise<void> {
  const whole = text.endsWith("\n") ? text : `${text}\n`;
  if (pager && isLong(whole) && (await paged(inLocale(whole)))) return;
  printStyled(whole);
}

/** A terminal without a size has none of its own. */
function isLong(text: string): boolean {
  const rows = process.stdout.rows || 24;
  const lines = text.trimEnd().split("\n");
  const needed = lines.map((line) => Math.max(1, Math.ceil(lettersIn(line) / width())));
  return needed.reduce((sum, count) => sum + count, 0) >= rows;
}

/** What less is to do when it is called without options: end on one screen, keep colours, leave the text there. */
const lessOptions = "FRX";

/** A shell's own words are its business; plain ones are started here, so that a missing pager says nothing. */
function commandOf(pager: string): readonly string[] {
  const plain = /^[\w\s./=+:,@%-]+$/.test(pager);
  return plain ? pager.trim().split(/\s+/) : ["/bin/sh", "-c", pager];
}

/** Whether the text was read, at least in part: a pager that was killed has shown what it has shown. */
async function paged(text: string): Promise<boolean> {
  const [file = "", ...args] = commandOf(process.env["PAGER"] ?? "less");
  using _ = leaveInterrupts();
  const child = spawn(file, args, {
    stdio: ["pipe", "inherit", "inherit"],
    env: { LESS: lessOptions, LV: "-c", ...process.env },
  });
  const { promise, resolve } = Promise.withResolvers<boolean>();
  child.on("error", () => resolve(false));
  // A shell's words for "not there" and "cannot be run".
  child.on("close", (code) => resolve(code !== 126 && code !== 127));
  // Who has read enough goes before the end.
  child.stdin.on("error", () => {});
  child.stdin.end(text);
  return await promise;
}

/** Ctrl-C is the pager's as long as it reads: there is nothing to heal, and it does not end of it. */
function leaveInterrupts(): Disposable {
  const before = process.listeners("SIGINT");
  const nothing = () => {};
  process.on("SIGINT", nothing);
  for (const one of before) process.off("SIGINT", one);
  return {
    [Symbol.dispose]: () => {
      for (const one of before) process.on("SIGINT", one);
      process.off("SIGINT", nothing);
    },
  };
}
