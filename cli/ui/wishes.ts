/** What a command line and its environment ask of halab's output, before any verb is known. */

export interface Wishes {
  readonly debug: boolean;
  readonly colour: boolean;
  /** Long texts go through a pager. */
  readonly pager: boolean;
}

/** Before or after the verb. */
export const wishOptions = [
  ["--debug", "show stacks of errors"],
  ["--no-color", "no colours"],
  ["--no-pager", "print long texts as they are"],
] as const;

export function wishesOf(argv: readonly string[]): Wishes {
  const own = ownWords(argv);
  return {
    debug: own.includes("--debug"),
    colour: !own.includes("--no-color") && wantsColour(process.env),
    pager: !own.includes("--no-pager") && wantsPager(process.env),
  };
}

/** Without what follows `--`: that may be somebody else's. */
export function ownWords(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf("--");
  return argv.slice(0, end < 0 ? undefined : end);
}

/** NO_COLOR (no-color.org), FORCE_COLOR, and a terminal that can. */
function wantsColour(env: NodeJS.ProcessEnv): boolean {
  if (env["NO_COLOR"]) return false;
  return Boolean(env["FORCE_COLOR"]) || onTerminal(env);
}

/** `PAGER=` and `PAGER=cat` say that there is to be none. */
function wantsPager(env: NodeJS.ProcessEnv): boolean {
  return onTerminal(env) && !["", "cat"].includes(env["PAGER"]?.trim() ?? "less");
}

function onTerminal(env: NodeJS.ProcessEnv): boolean {
  return process.stdout.isTTY === true && env["TERM"] !== "dumb";
}
