/** The manual page in man(7)'s language, made of what the verbs say of themselves. Pure. */
import type { Command, Help } from "commander";

const exitCodes = [
  ["0", "it passed, or is done"],
  ["1", "it did not pass, or something was found"],
  ["2", "a mistake on the command line, in a lab or in your files"],
  ["3", "the engine or this machine"],
  ["4", "a mistake in halab"],
  ["130", "cancelled"],
] as const;

const environment = [
  ["HALAB_STATE", "the folder of what is kept between calls"],
  ["HALAB_RUNS", "the folder of runs; default: runs in the current folder"],
  ["DOCKER_HOST", "the engine"],
  ["PAGER", "what shows long texts on a terminal; cat, or nothing: none"],
  ["NO_COLOR, FORCE_COLOR", "whether there are colours"],
  ["LANG, LC_ALL", "the language, and whether there is more than ASCII"],
] as const;

export function manualPage(root: Command, version: string): string {
  const help = root.createHelp();
  const verbs = help.visibleCommands(root).filter((verb) => verb.name() !== "help");
  const leaves = verbs.flatMap((verb) => (verb.commands.length > 0 ? verb.commands : [verb]));
  const lines = [
    `.TH HALAB 1 "" "halab ${version}" "User Commands"`,
    ".SH NAME",
    `halab \\- ${roff(firstSmall(root.description()))}`,
    ".SH SYNOPSIS",
    ".B halab",
    "[\\fIoptions\\fR] \\fIverb\\fR [\\fIarguments\\fR]",
    ".SH OPTIONS",
    ...help
      .visibleOptions(root)
      .flatMap((one) => item(help.optionTerm(one), help.optionDescription(one))),
    ".SH VERBS",
    ...leaves.flatMap((verb) => verbLines(verb, help)),
    ".SH EXIT STATUS",
    ...exitCodes.flatMap(([code, text]) => item(code, text)),
    ".SH ENVIRONMENT",
    ...environment.flatMap(([name, text]) => item(name, text)),
    ".SH SEE ALSO",
    "\\fBhalab labs\\fR lists the labs, \\fBhalab show\\fR \\fILAB\\fR \\fB\\-\\-guide\\fR shows a lab's guide.",
  ];
  return `${lines.join("\n")}\n`;
}

function verbLines(verb: Command, help: Help): string[] {
  const text = verb.description() || `${sentence(verb.summary())}.`;
  return [
    `.SS ${roff(help.commandUsage(verb))}`,
    roff(text),
    ...help
      .visibleArguments(verb)
      .flatMap((one) => item(help.argumentTerm(one), help.argumentDescription(one))),
    ...help
      .visibleOptions(verb)
      .filter((one) => one.long !== "--help")
      .flatMap((one) => item(help.optionTerm(one), help.optionDescription(one))),
  ];
}

function item(term: string, text: string): string[] {
  return text === "" ? [] : [".TP", `.B ${roff(term)}`, roff(text)];
}

function firstSmall(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1).replace(/\.$/, "");
}

function sentence(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** Signs that groff takes for others, or for its own. */
const signs: Readonly<Record<string, string>> = {
  "\\": "\\e",
  "-": "\\-",
  "~": "\\(ti",
  "^": "\\(ha",
  "'": "\\(aq",
};

/** A line may not begin with a dot; what is between backticks is typed, and bold. */
function roff(text: string): string {
  const plain = text.replace(/\s+/g, " ").replace(/[\\~^'-]/g, (sign) => signs[sign] ?? sign);
  return plain.replace(/`([^`]+)`/g, "\\fB$1\\fR").replace(/^\./, "\\&.");
}
