/** What was typed, with what it cannot do without: a hint to type. */
import { type Command, CommanderError } from "commander";

const codes: readonly string[] = [
  "commander.missingMandatoryOptionValue",
  "commander.missingArgument",
];

/** Undefined: it was another mistake, or lacks no option. */
export function withWhatLacks(
  thrown: unknown,
  root: Command | undefined,
  argv: readonly string[],
): string | undefined {
  if (!root || !(thrown instanceof CommanderError) || !codes.includes(thrown.code))
    return undefined;
  const command = commandOf(root, argv);
  const lacking = command.options.filter(
    ({ mandatory, long }) =>
      mandatory && !argv.some((word) => word === long || word.startsWith(`${long}=`)),
  );
  if (lacking.length === 0) return undefined;
  const flags = lacking.map(({ flags }) =>
    flags.replace(/<([^>]+)>/, (_, value: string) => value.toUpperCase()),
  );
  const words = [...argv, ...placesOf(command, argv)];
  return ["halab", ...words, ...flags].join(" ");
}

/** The deepest that the words name. */
function commandOf(root: Command, argv: readonly string[]): Command {
  let command = root;
  for (const word of argv.filter((one) => !one.startsWith("-"))) {
    const next = command.commands.find((one) => one.name() === word);
    if (!next) break;
    command = next;
  }
  return command;
}

/** An argument that was left out, too, where nothing else can have been meant for it. */
function placesOf(command: Command, argv: readonly string[]): string[] {
  const given = argv.slice(argv.indexOf(command.name()) + 1);
  if (given.length > 0) return [];
  return command.registeredArguments
    .filter(({ required }) => required)
    .map((argument) => argument.name().toUpperCase());
}
